/** Named arrays, and their files in the safetensors format. */
package tensorbang.weights;
