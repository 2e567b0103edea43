/** What came out of an experiment: tables and charts over runs and seeds. */
package tensorbang.experiment.summary;
