/** Other tools' files: PyTorch checkpoints in and out; ONNX and SavedModel have packages of their own. */
package tensorbang.interop;
