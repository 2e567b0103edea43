package tensorbang;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML files that people write: one document, no key twice, numbers exactly or not at all, and every fault with
 * its line. Anchors, aliases and merged keys are refused rather than read as text.
 */
public final class Yaml {
  /** People write less; what programs write may take the parser many seconds a megabyte. */
  private static final int MAX_CHARACTERS = 300_000;

  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path file;
  private final YAMLParser parser;
  private final Map<String, Integer> lines = new HashMap<>();

  private Yaml(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What a file holds, and where. Parts are named by JSON pointers (RFC 6901): {@code /base/lr}, {@code /seeds/0}. */
  public static final class Document {
    private final Path file;
    private final JsonNode root;
    private final Map<String, Integer> lines;

    private Document(Path file, JsonNode root, Map<String, Integer> lines) {
      this.file = file;
      this.root = root;
      this.lines = lines;
    }

    public Path file() {
      return file;
    }

    /** Whole numbers fit a long, and others are finite doubles. */
    public JsonNode root() {
      return root;
    }

    /** The line, counted from 1, of a key or of an item of a list; of what it is in where there is none. */
    public int line(String pointer) {
      for (String part = pointer; !part.isEmpty(); part = part.substring(0, part.lastIndexOf('/'))) {
        Integer line = lines.get(part);
        if (line != null) return line;
      }
      return 1;
    }

    /** Says with file, line and key what is wrong: {@code a.yaml, line 3: base.lr: must be a positive number}. */
    public InputException wrong(String pointer, String complaint) {
      return Yaml.wrong(file, line(pointer), pointer, complaint);
    }
  }

  /**
   * Reads {@code file}.
   *
   * @throws InputException naming the file, the line and the key, where it cannot be read, is empty, is not YAML or
   *     has more than 300,000 characters, holds more than one document or an alias, has a key twice, or has a whole
   *     number beyond 64 bits or another beyond the range of a double
   */
  public static Document read(Path file) {
    return parse(AtomicFile.readText(file), file);
  }

  /**
   * Reads {@code text}, which came from {@code file}.
   *
   * @throws InputException as {@link #read}
   */
  public static Document parse(String text, Path file) {
    if (text.length() > MAX_CHARACTERS)
      throw new InputException(String.format(
          Locale.ROOT, "%s has %,d characters; at most %,d are read", file, text.length(), MAX_CHARACTERS));
    try (YAMLParser parser = FACTORY.createParser(text)) {
      Yaml yaml = new Yaml(file, parser);
      if (parser.nextToken() == null) throw new InputException(file + " is empty");
      JsonNode root = yaml.value("");
      if (parser.nextToken() != null)
        throw wrong(file, yaml.line(), "", "a second document begins here; keep one in a file");
      return new Document(file, root, yaml.lines);
    } catch (JsonProcessingException e) {
      throw notYaml(file, e);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  /** The JSON pointer of a key within what has it: {@code /lr}. */
  public static String pointer(String key) {
    return "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The value whose first token is the current one. */
  private JsonNode value(String pointer) throws IOException {
    if (parser.isCurrentAlias()) throw wrong(pointer, "aliases (*name) are not read; write the value itself");
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(pointer);
      case START_ARRAY -> array(pointer);
      case VALUE_NUMBER_INT -> whole(pointer);
      case VALUE_NUMBER_FLOAT -> fraction(pointer);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      default -> throw wrong(pointer, "is of a kind that is not read");
    };
  }

  private ObjectNode object(String pointer) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String inside = pointer + pointer(key);
      lines.putIfAbsent(inside, line());
      if (object.has(key)) throw wrong(line(), inside, "is given twice");
      if (key.equals("<<")) throw wrong(inside, "merged keys are not read; write the settings themselves");
      parser.nextToken();
      object.set(key, value(inside));
    }
    return object;
  }

  private ArrayNode array(String pointer) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String inside = pointer + "/" + array.size();
      lines.put(inside, line());
      array.add(value(inside));
    }
    return array;
  }

  private JsonNode whole(String pointer) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> throw wrong(pointer, Shown.text(parser.getText()) + " is out of range");
    };
  }

  private JsonNode fraction(String pointer) throws IOException {
    String text = parser.getText();
    double value;
    try {
      value = parser.getDoubleValue();
    } catch (JsonProcessingException e) {
      throw wrong(pointer, Shown.text(text) + " is not a number that is read");
    }
    if (!Double.isFinite(value)) throw wrong(pointer, Shown.text(text) + " is out of range");
    return NODES.numberNode(value);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private InputException wrong(String pointer, String complaint) {
    return wrong(line(), pointer, complaint);
  }

  private InputException wrong(int line, String pointer, String complaint) {
    return wrong(file, line, pointer, complaint);
  }

  private static InputException wrong(Path file, int line, String pointer, String complaint) {
    String key = pointer.isEmpty() ? "" : Shown.text(pointer.substring(1).replace('/', '.')) + ": ";
    return new InputException(
        file + ", line " + line + ": " + key.replace("~1", "/").replace("~0", "~") + complaint);
  }

  private static InputException notYaml(Path file, JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      String context = marked.getContext() == null ? "" : " " + marked.getContext();
      return wrong(file, marked.getProblemMark().getLine() + 1, "", Shown.text(marked.getProblem() + context));
    }
    return new InputException(file + ", " + Json.complaint(e));
  }
}
