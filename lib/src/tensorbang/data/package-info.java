/**
 * Labelled images in memory, and what makes training batches of them: shuffling, augmentation, normalisation. Images
 * are uint8, [height, width, channels].
 */
package tensorbang.data;
