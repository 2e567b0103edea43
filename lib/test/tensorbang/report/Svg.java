package tensorbang.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An SVG file, as a test looks at it. */
record Svg(Document document) {
  static Svg read(Path file) throws IOException {
    try {
      return new Svg(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(file + " is no XML", e);
    }
  }

  List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
    return elements;
  }

  List<String> texts() {
    return elements("text").stream().map(Element::getTextContent).toList();
  }

  /** The element that draws {@code text}. */
  Element text(String text) {
    return elements("text").stream()
        .filter(e -> e.getTextContent().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** The style of the groups that draw lines in {@code rgb} of {@code width} points, one a path. */
  List<String> lines(String rgb, String width) {
    return elements("g").stream()
        .map(group -> group.getAttribute("style"))
        .filter(style -> style.startsWith("stroke-width:" + width) && style.contains("stroke:rgb(" + rgb + ")"))
        .toList();
  }
}
