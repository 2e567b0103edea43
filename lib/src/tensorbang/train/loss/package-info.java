/** Losses, each a function of logits and labels. */
package tensorbang.train.loss;
