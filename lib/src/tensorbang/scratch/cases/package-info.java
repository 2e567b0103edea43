/** Small cases on which the gradients of the plain-Java layers are checked by central differences. */
package tensorbang.scratch.cases;
