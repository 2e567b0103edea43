//FILES tensorbang/scratch/=../*.java
//FILES tensorbang/scratch/cases/=../cases/*.java
package tensorbang.scratch.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import tensorbang.InputException;
import tensorbang.scratch.Tensor;

/**
 * The packages {@code tensorbang.scratch} and {@code tensorbang.scratch.cases} in double precision: their own source
 * with the word {@code float} replaced by {@code double}, compiled in memory. So finite differences, which need double
 * precision, check the very lines that train networks in single precision, and there is no second implementation to
 * keep. (EJML makes its single-precision half from the double-precision one in the same way.)
 *
 * <p>The two {@code //FILES} lines above put the sources where this class finds them, beside the compiled classes.
 */
final class DoublePrecision {
  private static final List<String> FOLDERS = List.of("tensorbang/scratch", "tensorbang/scratch/cases");
  private static final String FLOAT_PACKAGE = "tensorbang.scratch";
  private static final String DOUBLE_PACKAGE = "tensorbang.scratch64";

  private DoublePrecision() {}

  /**
   * Compiles the translation.
   *
   * @param className a class of the two packages, under its usual name
   * @return that class in double precision
   * @throws InputException where this Java has no compiler
   */
  static Class<?> load(String className) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new InputException("gradients can only be checked with a JDK: this Java has no compiler");
    }
    Compiled compiled = new Compiled(compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8));
    StringWriter said = new StringWriter();
    List<String> options = List.of("-proc:none", "-nowarn", "-classpath", "");
    if (!compiler.getTask(said, compiled, null, options, null, sources()).call()) {
      throw new IllegalStateException("the double-precision translation does not compile: " + said);
    }
    try {
      return Class.forName(
          className.replace(FLOAT_PACKAGE, DOUBLE_PACKAGE), true, new MemoryLoader(compiled.classes()));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no class " + className, e);
    }
  }

  /** Java source for doubles, from Java source for floats. */
  static String translate(String source) {
    return source
        .replaceAll("\\bfloat\\b", "double")
        .replaceAll("(?<![\\w.])(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)f\\b", "$1d")
        .replace(FLOAT_PACKAGE, DOUBLE_PACKAGE);
  }

  private static List<JavaFileObject> sources() {
    URL known = Tensor.class.getResource("/tensorbang/scratch/Tensor.java");
    if (known == null) {
      throw new IllegalStateException(
          "the sources of tensorbang.scratch are not on the class path: start with JBang, or add lib/src to it");
    }
    try {
      if (known.openConnection() instanceof JarURLConnection inJar) {
        try (FileSystem jar =
            FileSystems.newFileSystem(Path.of(inJar.getJarFileURL().toURI()))) {
          return sourcesUnder(jar.getPath("/"));
        }
      }
      return sourcesUnder(Path.of(known.toURI()).resolve("../../.."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JavaFileObject> sourcesUnder(Path root) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.list(root.resolve(folder).normalize())) {
        for (Path file :
            files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          sources.add(new Source(folder + "/" + file.getFileName(), translate(Files.readString(file))));
        }
      }
    }
    return sources;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps compiled classes in memory. */
  private static final class Compiled extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

    Compiled(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          outputs.put(className, bytes);
          return bytes;
        }
      };
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  private static final class MemoryLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    MemoryLoader(Map<String, byte[]> classes) {
      super(null);
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) throw new ClassNotFoundException(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
