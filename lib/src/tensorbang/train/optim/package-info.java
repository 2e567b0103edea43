/** Optimizers: how a gradient changes a weight. */
package tensorbang.train.optim;
