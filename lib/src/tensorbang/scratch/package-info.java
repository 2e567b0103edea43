/**
 * Layers once more, in plain Java with hand-written backward passes. Activations are [batch, height, width, channels].
 */
package tensorbang.scratch;
