/** Runs and experiments as one page of HTML. */
package tensorbang.experiment.page;
