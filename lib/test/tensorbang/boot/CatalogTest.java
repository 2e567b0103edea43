package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {
  static List<String> scripts() {
    return Scripts.names();
  }

  @Test
  void namesEveryScriptWithAndWithoutItsEndingAndNothingElse() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String name : Scripts.names()) {
      expected.put(name, "scripts/" + name + ".java");
      expected.put(name + ".java", "scripts/" + name + ".java");
    }
    JsonNode catalog = new ObjectMapper()
        .readTree(Checkout.root().resolve("jbang-catalog.json").toFile());
    Map<String, String> named = new TreeMap<>();
    catalog
        .get("aliases")
        .properties()
        .forEach(e -> named.put(e.getKey(), e.getValue().get("script-ref").asText()));
    assertEquals(expected, named);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptRunsByItselfAndHoldsTheClassOfItsName(String name) throws IOException {
    Path file = Scripts.file(name);
    List<String> lines = Files.readAllLines(file);
    assertTrue(Files.isExecutable(file), file + " lacks its run bit");
    assertEquals(Files.readAllLines(Scripts.file("selftest")).get(0), lines.get(0), "first line of " + file);
    assertTrue(
        lines.contains("//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java"),
        file + " does not take the library");
    String main = "//MAIN " + Scripts.mainClass(name);
    assertEquals(name.contains("-"), lines.contains(main), file + ": JBang needs " + main);
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("(.* )?class " + Scripts.mainClass(name) + "\\b.*")),
        file + " has no class " + Scripts.mainClass(name));
  }
}
