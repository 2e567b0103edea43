//FILES tensorbang/experiment/course/csci8000.yaml=csci8000.yaml
//FILES tensorbang/experiment/course/ece661.yaml=ece661.yaml
//FILES tensorbang/experiment/course/pynet.yaml=pynet.yaml
//FILES tensorbang/experiment/course/kse527.yaml=kse527.yaml
//FILES tensorbang/experiment/course/cs7643.yaml=cs7643.yaml
package tensorbang.experiment.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.Yaml;

/**
 * What an assignment asks for, and what answers it, from a file {@code KEY.yaml} beside this class.
 *
 * @param key by which {@code --course} knows it
 */
public record Course(String key, String title, List<Question> questions) {
  /** The keys of all courses, in the order to show them. */
  public static final List<String> KEYS = List.of("csci8000", "ece661", "pynet", "kse527", "cs7643");

  private static final Set<String> QUESTION = Set.of("number", "asks", "commands", "figures", "words");
  private static final Set<String> FIGURE = Set.of(
      "show", "runs", "folder", "file", "networks", "plain_java", "one_seed", "best", "seeds", "at_least", "command");

  /**
   * One deliverable.
   *
   * @param commands beside those of its figures
   * @param words what the student is to write here; empty for nothing
   */
  public record Question(String number, String asks, List<String> commands, List<Figure> figures, String words) {
    /** All commands that it takes, each once. */
    public List<String> allCommands() {
      Set<String> all = new LinkedHashSet<>();
      figures.forEach(figure -> all.add(figure.command));
      all.addAll(commands);
      return List.copyOf(all);
    }
  }

  /**
   * What is shown, of which runs or which file.
   *
   * @param show the kinds of figures, see {@link Figures}
   * @param runs settings that the runs have
   * @param folder of an experiment under results that the runs lie in; empty for any
   * @param file under results; empty where runs are shown
   * @param networks of the file that are shown; empty for all
   * @param isPlainJava runs without TensorFlow
   * @param isOneSeed only the first seed's run
   * @param isBest only the best of the configurations
   * @param seeds so many seeds are asked for
   * @param atLeast the accuracies that are asked for, fractions, by {@code test}, {@code validation} or {@code train}
   * @param command that makes what is missing
   */
  public record Figure(
      List<String> show,
      Map<String, String> runs,
      String folder,
      String file,
      List<String> networks,
      boolean isPlainJava,
      boolean isOneSeed,
      boolean isBest,
      int seeds,
      Map<String, Double> atLeast,
      String command) {}

  /** @throws InputException naming the setting {@code course}, where there is none of this key */
  public static Course of(String key) {
    if (!KEYS.contains(key))
      throw InputException.of(
          "course", key, "expected one of " + String.join(", ", KEYS) + Suggestion.didYouMean(key, KEYS));
    Yaml.Document document = Yaml.parse(text(key + ".yaml"), Path.of(key + ".yaml"));
    List<Question> questions = new ArrayList<>();
    JsonNode all = document.root().path("questions");
    for (int i = 0; i < all.size(); i++) questions.add(question(document, "/questions/" + i, all.get(i)));
    return new Course(key, document.root().path("title").asText(), List.copyOf(questions));
  }

  private static String text(String name) {
    try (InputStream in = Course.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Question question(Yaml.Document document, String at, JsonNode node) {
    check(document, at, node, QUESTION);
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < node.path("figures").size(); i++)
      figures.add(figure(document, at + "/figures/" + i, node.path("figures").get(i)));
    return new Question(
        node.path("number").asText(),
        node.path("asks").asText(),
        list(node.path("commands")),
        figures,
        node.path("words").asText(""));
  }

  private static Figure figure(Yaml.Document document, String at, JsonNode node) {
    check(document, at, node, FIGURE);
    if (!node.has("command")) throw document.wrong(at, "lacks the command that makes it");
    Figures.check(document, at + "/show", list(node.path("show")));
    Map<String, String> runs = new LinkedHashMap<>();
    node.path("runs")
        .properties()
        .forEach(setting -> runs.put(setting.getKey(), setting.getValue().asText()));
    Map<String, Double> atLeast = new LinkedHashMap<>();
    node.path("at_least")
        .properties()
        .forEach(part -> atLeast.put(part.getKey(), part.getValue().asDouble()));
    return new Figure(
        list(node.path("show")),
        runs,
        node.path("folder").asText(""),
        node.path("file").asText(""),
        list(node.path("networks")),
        node.path("plain_java").asBoolean(),
        node.path("one_seed").asBoolean(),
        node.path("best").asBoolean(),
        node.path("seeds").asInt(1),
        atLeast,
        node.path("command").asText());
  }

  private static void check(Yaml.Document document, String at, JsonNode node, Set<String> known) {
    node.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) throw document.wrong(at + "/" + name, "is not known here");
    });
  }

  private static List<String> list(JsonNode nodes) {
    List<String> all = new ArrayList<>();
    nodes.forEach(node -> all.add(node.asText()));
    return List.copyOf(all);
  }
}
