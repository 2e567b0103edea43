/** What a reader sees: charts as PNG and SVG, tables, feature maps, windows. */
package tensorbang.report;
