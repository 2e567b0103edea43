package tensorbang.data;

/** A file cannot be had from the network now. The message gives the reason for each address. */
final class UnavailableException extends Exception {
  UnavailableException(String reasons) {
    super(reasons);
  }
}
