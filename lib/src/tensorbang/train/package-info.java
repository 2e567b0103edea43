/** Training: its settings, the graph of one step, the schedule, metrics and checkpoints. */
package tensorbang.train;
