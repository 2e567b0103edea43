/** Statements of textbooks put to the test: an experiment, a verdict and its reasons for each. */
package tensorbang.experiment.claims;
