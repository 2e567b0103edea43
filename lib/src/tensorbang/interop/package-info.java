/** Other tools' files: PyTorch checkpoints in and out. */
package tensorbang.interop;
