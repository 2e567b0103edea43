package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointCloudTest {
  @TempDir
  Path folder;

  @Test
  void eachClassWithPointsIsNamedOnce() throws IOException {
    double[][] points = {{0, 0}, {1, 1}, {5, 5}};
    Path svg = folder.resolve("c.svg");
    new PointCloud("A title", "first", "second", List.of("cat", "dog", "absent"), points, new int[] {0, 0, 1})
        .write(folder.resolve("c.png"), svg);
    String text = Files.readString(svg);
    for (String word : List.of("A title", "first", "second", ">cat<", ">dog<"))
      assertEquals(1, text.split(word, -1).length - 1, word);
    assertFalse(text.contains("absent"));
    assertTrue(Files.size(folder.resolve("c.png")) > 1000);
  }
}
