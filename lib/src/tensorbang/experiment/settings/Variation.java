package tensorbang.experiment.settings;

import tensorbang.train.TrainConfig;

/**
 * One of the trainings that an experiment compares.
 *
 * @param label distinguishes it from the others
 * @param series what it has in common with the others on one curve over the swept setting; empty where nothing is swept
 *     or there is one curve only
 * @param x the swept setting's value; null where nothing is swept
 * @param config but for the seed
 */
public record Variation(String label, String series, Double x, TrainConfig config) {}
