package tensorbang.data.cifar;

/** A file cannot be downloaded now. The message gives the reason for each address. */
public final class UnavailableException extends Exception {
  UnavailableException(String reasons) {
    super(reasons);
  }
}
