package tensorbang.nn;

/**
 * One layer, as recorded when the network was built.
 *
 * @param name its path, for example {@code stage1/block0/conv1}
 * @param kind {@code conv}, {@code depthwise}, {@code dense}, {@code batch-norm}, {@code relu}, …
 * @param inputShape of one sample: height, width, channels, or units
 * @param outputShape likewise
 * @param parameters trainable ones
 * @param macs multiply-accumulates of one sample's forward pass in convolutions and dense layers; 0 for other kinds
 */
public record LayerInfo(String name, String kind, int[] inputShape, int[] outputShape, long parameters, long macs) {
  /** Values that it computes for one sample: none where the output is the input seen in another way. */
  public long activations() {
    if (kind.equals("flatten") || kind.equals("dropout")) return 0;
    long size = 1;
    for (int d : outputShape) size *= d;
    return size;
  }
}
