/** What an experiment varies, and the folder of each run. */
package tensorbang.experiment.settings;
