package tensorbang.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/** The driver and the libraries that TensorFlow opens before it uses a GPU. It needs all of them. */
final class CudaLibraries {
  private static final String CUDA = "CUDA 12";

  /** What each belongs to. */
  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    for (String cuda : new String[] {
      "cudart.so.12", "cublas.so.12", "cublasLt.so.12", "cufft.so.11", "cusolver.so.11", "cusparse.so.12"
    }) PACKAGES.put("lib" + cuda, CUDA);
    PACKAGES.put("libcudnn.so.9", "cuDNN 9");
  }

  private CudaLibraries() {}

  /** What is missing or broken, and what to install; null if all is there and the driver answers. */
  static String obstacle() {
    String driver = problemOf(CudaDriver.LIBRARY);
    if (driver != null) return "no NVIDIA driver (" + driver + "): install the driver of your GPU";
    String failure = CudaDriver.initialize();
    if (failure != null)
      return "the NVIDIA driver answers " + failure + ": check that nvidia-smi shows the GPU, and reinstall the driver"
          + " (after an update of it, restart the machine)";
    return ofLibraries();
  }

  private static String ofLibraries() {
    List<String> problems = new ArrayList<>();
    List<String> packages = new ArrayList<>();
    PACKAGES.forEach((library, of) -> {
      String problem = problemOf(library);
      if (problem == null) return;
      problems.add(problem);
      if (!packages.contains(of)) packages.add(of);
    });
    if (problems.isEmpty()) return null;
    return String.join(", ", problems) + ": install " + String.join(" and ", packages)
        + " and name the folder of their libraries in LD_LIBRARY_PATH";
  }

  /** {@code libcudnn.so.9 is missing}, or what the dynamic linker says; null if the library can be opened. */
  static String problemOf(String library) {
    try {
      Loader.loadGlobal(library);
      return null;
    } catch (UnsatisfiedLinkError e) {
      String said = String.valueOf(e.getMessage());
      boolean missing = said.startsWith(library + ":") && said.contains("No such file");
      return missing ? library + " is missing" : library + " cannot be opened (" + said + ")";
    }
  }
}
