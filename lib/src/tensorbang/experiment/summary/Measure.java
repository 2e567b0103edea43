package tensorbang.experiment.summary;

import java.util.function.ToDoubleFunction;
import tensorbang.experiment.settings.RunFolder;

/**
 * What an experiment looks at beside accuracy and loss.
 *
 * @param name of its column in files
 * @param heading of its column on screen
 * @param of a finished run: a fraction, shown as a percentage
 */
public record Measure(String name, String heading, ToDoubleFunction<RunFolder> of) {}
