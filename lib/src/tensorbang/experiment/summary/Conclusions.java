package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tensorbang.AtomicFile;

/** Sentences made of measured figures, a line each, for the screen and as {@code conclusions.txt}. */
public final class Conclusions {
  private static final String FILE = "conclusions.txt";

  private final List<String> sentences = new ArrayList<>();

  /** One more sentence; an empty one is left out. */
  public Conclusions add(String sentence) {
    if (!sentence.isEmpty()) sentences.add(sentence);
    return this;
  }

  /** Prints them, and writes them into {@code folder}; nothing where there is none. */
  public void write(Path folder) {
    if (sentences.isEmpty()) return;
    String text = String.join("\n", sentences) + "\n";
    System.out.println(text);
    AtomicFile.writeText(folder.resolve(FILE), text);
    System.out.println("text     " + folder.resolve(FILE));
  }
}
