package tensorbang.report;

import static tensorbang.report.TextTable.left;
import static tensorbang.report.TextTable.right;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tensorbang.cost.NetCost;

/** A network as a table with a row for each layer, like {@code summary()} in Keras. */
public final class LayerTable {
  private LayerTable() {}

  /**
   * The table for the terminal; {@link #table} without the activations where a line has no room for them, and under it
   * the totals.
   */
  public static String of(NetCost cost) {
    return table(cost)
        .total(cost.net(), "", "", cost.parameters(), cost.macs(), null, cost.activations(), cost.thopMacs())
        .toString();
  }

  /**
   * One row for each layer. Output shapes are of one image, without the batch; MACs are multiply-accumulates of one
   * forward pass, followed by the layer's share of all of them in percent and by the count of the Python package THOP.
   */
  public static TextTable table(NetCost cost) {
    TextTable table = new TextTable(
        left("layer"),
        left("kind"),
        left("output"),
        right("parameters"),
        right("MACs"),
        right("% of MACs", "%.1f").whereThereIsRoom(),
        right("activations").whereThereIsRoom(),
        right("THOP's MACs").whereThereIsRoom());
    for (NetCost.Layer layer : cost.layers()) {
      table.row(
          layer.name(),
          layer.kind(),
          shape(layer),
          layer.parameters(),
          layer.macs(),
          layer.macs() == 0 ? null : 100 * layer.share(),
          layer.activations(),
          layer.thopMacs());
    }
    return table;
  }

  private static String shape(NetCost.Layer layer) {
    return IntStream.of(layer.outputShape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }
}
