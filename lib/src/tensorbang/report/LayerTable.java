package tensorbang.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tensorbang.nn.LayerRow;

/** A network as a table, a row a layer: Keras' {@code summary()}. */
public final class LayerTable {
  private LayerTable() {}

  /** Output shapes are of one image, without the batch; MACs are multiply-accumulates of one forward pass. */
  public static String of(String net, List<LayerRow> rows) {
    TextTable table =
        new TextTable(
            TextTable.left("layer"), TextTable.left("kind"), TextTable.left("output"), TextTable.right("parameters"),
            TextTable.right("MACs"), TextTable.right("share"));
    long parameters = rows.stream().mapToLong(LayerRow::parameters).sum();
    long macs = rows.stream().mapToLong(LayerRow::macs).sum();
    for (LayerRow row : rows)
      table.row(row.name(), row.kind(), shape(row), row.parameters(), row.macs(), share(row.macs(), macs));
    table.total(net, "", "", parameters, macs, "");
    return table.toString();
  }

  private static String shape(LayerRow row) {
    return IntStream.of(row.outputShape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String share(long part, long whole) {
    return part == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
