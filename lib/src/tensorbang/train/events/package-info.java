/** Event files, as TensorBoard reads them. */
package tensorbang.train.events;
