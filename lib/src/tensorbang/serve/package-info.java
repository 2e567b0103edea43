/** A trained network behind HTTP: a page to try it on, and predictions as JSON. */
package tensorbang.serve;
