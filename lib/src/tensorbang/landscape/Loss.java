package tensorbang.landscape;

/**
 * How a network does at some weights.
 *
 * @param loss mean cross-entropy an image in nats; not finite where its arithmetic overflows
 * @param accuracy a fraction
 */
public record Loss(double loss, double accuracy) {}
