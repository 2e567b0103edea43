/** How the runs of an experiment are started: in this process, in others, or by Slurm. */
package tensorbang.experiment.launch;
