/** Training with the plain-Java layers, in the same run folders and with the same records as with TensorFlow. */
package tensorbang.scratch.run;
