/** The built-in data sets {@code shapes10} (ten classes of shapes) and {@code arrows}, drawn in memory. */
package tensorbang.data.shapes;
