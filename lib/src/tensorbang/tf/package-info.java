/** TensorFlow started quietly: sessions, devices, precision. */
package tensorbang.tf;
