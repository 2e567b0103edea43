package tensorbang.train.loss;

/** A user's class weights that have no label of their own, with the one by which they were chosen. */
record LabelledWeights(ClassWeights weights, String label) implements ClassWeights {
  @Override
  public float[] of(int[] images, double done) {
    return weights.of(images, done);
  }

  @Override
  public Loss applyTo(Loss loss) {
    return weights.applyTo(loss);
  }
}
