/** Compares the plain-Java layers with TensorFlow's, in double precision. */
package tensorbang.scratch.check;
