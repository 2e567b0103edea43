/** Comparisons: variations of one training, run where they are missing, and summarised. */
package tensorbang.experiment;
