package tensorbang.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tensorbang.cost.NetCost;

/** A network as a table, a row a layer: Keras' {@code summary()}. */
public final class LayerTable {
  private LayerTable() {}

  /**
   * Output shapes are of one image, without the batch; MACs are multiply-accumulates of one forward pass, and THOP's are
   * shown where they differ.
   */
  public static String of(NetCost cost) {
    boolean thop = cost.thopMacs() != cost.macs();
    TextTable table = new TextTable(columns(thop));
    for (NetCost.Layer l : cost.layers())
      table.row(cells(thop, l.name(), l.kind(), shape(l), l.parameters(), l.activations(), l.macs(), l.thopMacs(), share(l)));
    table.total(
        cells(thop, cost.net(), "", "", cost.parameters(), cost.activations(), cost.macs(), cost.thopMacs(), ""));
    return table.toString();
  }

  private static TextTable.Column[] columns(boolean thop) {
    List<TextTable.Column> columns = new ArrayList<>();
    for (String name : List.of("layer", "kind", "output")) columns.add(TextTable.left(name));
    for (String name : List.of("parameters", "activations", "MACs")) columns.add(TextTable.right(name));
    if (thop) columns.add(TextTable.right("THOP's MACs"));
    columns.add(TextTable.right("share"));
    return columns.toArray(TextTable.Column[]::new);
  }

  private static Object[] cells(
      boolean thop, String name, String kind, String output, long parameters, long activations, long macs,
      long thopMacs, String share) {
    return thop
        ? new Object[] {name, kind, output, parameters, activations, macs, thopMacs, share}
        : new Object[] {name, kind, output, parameters, activations, macs, share};
  }

  private static String shape(NetCost.Layer layer) {
    return IntStream.of(layer.outputShape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String share(NetCost.Layer layer) {
    return layer.macs() == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * layer.share());
  }
}
