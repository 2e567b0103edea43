package tensorbang.data.sets;

import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.pictures.Resize;

/**
 * Which images a run uses, and what is made of them. The changes are made in the order of the components: first the
 * limit, then the imbalance, then the validation part, then the size.
 *
 * @param dataset {@code auto}, a registered name, the path of a folder of pictures, or the name that a
 *     {@link Dataset} of such a folder has
 * @param limit use the first so many training and test images; 0 for all
 * @param imbalance the largest class's training images over the smallest one's: {@link Dataset#imbalanced}; 1 for as
 *     they are
 * @param imbalanceSeed decides which images stay
 * @param validation how many training images to hold out: {@link Dataset#holdOut}
 * @param size side of the square images in pixels; 0 for the size that the data set has, which for a folder of pictures
 *     is {@value #PICTURE_SIZE}
 * @param testShare the share of a folder of pictures that is for testing, where the folder does not say which are
 * @param skipUnreadable leave out pictures that cannot be read
 */
public record DatasetRequest(
    String dataset,
    int limit,
    double imbalance,
    long imbalanceSeed,
    int validation,
    int size,
    double testShare,
    boolean skipUnreadable) {
  /** Side of the pictures of a folder where no size is asked for. */
  public static final int PICTURE_SIZE = 32;

  private static final int LEAST_SIZE = 8;
  private static final int MOST_SIZE = 1024;
  private static final double TEST_SHARE = 0.2;

  /** @throws InputException naming the first setting that is out of range */
  public DatasetRequest {
    if (limit < 0) throw InputException.of("limit", limit, "must be at least 0");
    if (!(imbalance >= 1) || Double.isInfinite(imbalance))
      throw InputException.of("imbalance", imbalance, "must be a number from 1 on");
    if (validation < 0) throw InputException.of("validation", validation, "must be at least 0");
    if (size != 0 && (size < LEAST_SIZE || size > MOST_SIZE))
      throw InputException.of("size", size, "must be from " + LEAST_SIZE + " to " + MOST_SIZE);
    if (!(testShare > 0 && testShare < 1)) throw InputException.of("test_share", testShare, "must be between 0 and 1");
  }

  /** The whole of a data set as it is. */
  public static DatasetRequest of(String dataset) {
    return new DatasetRequest(dataset, 0, 1, 0, 0, 0, TEST_SHARE, false);
  }

  public DatasetRequest withDataset(String dataset) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withLimit(int limit) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withImbalance(double factor, long seed) {
    return new DatasetRequest(dataset, limit, factor, seed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withValidation(int validation) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withSize(int size) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withTestShare(double testShare) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  public DatasetRequest withSkipUnreadable(boolean skipUnreadable) {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  /** What this request makes of a data set, which may be limited to more images already. */
  public Dataset apply(Dataset whole) {
    Dataset data = whole.limit(limit).imbalanced(imbalance, imbalanceSeed).holdOut(validation);
    return size == 0 ? data : Resize.to(size, data);
  }
}
