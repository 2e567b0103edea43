/** Networks as ONNX files, for ONNX Runtime and the many other programs that run them. */
package tensorbang.interop.onnx;
