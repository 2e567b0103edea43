/** Networks as TensorFlow's SavedModel, for Python, TensorFlow Serving, TensorFlow Lite and TensorFlow.js. */
package tensorbang.interop.savedmodel;
