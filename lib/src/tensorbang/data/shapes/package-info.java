/** The built-in data set {@code shapes10}: ten classes of shapes, drawn in memory. */
package tensorbang.data.shapes;
