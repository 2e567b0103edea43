package tensorbang.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Shown;

/** Pictures that lie in the page itself, as PNG. */
public final class Pictures {
  private static final int GAP = 2;

  /** Enlarged so that a pixel stays sharp on paper, too. */
  private static final int ENLARGED = 2;

  private final List<DomContent> all = new ArrayList<>();

  /** Adds one with up to two lines under it. */
  public Pictures add(BufferedImage image, String caption, String note) {
    all.add(figure(
        img().withSrc(data(image)).withAlt(Shown.text(caption)),
        text(Shown.text(caption)),
        note.isEmpty() ? null : div(Shown.text(note)).withClass("note")));
    return this;
  }

  /** The pictures side by side; null where there are none. */
  public DomContent html() {
    return all.isEmpty() ? null : div(each(all, p -> p)).withClass("pictures");
  }

  /** Pictures of one size in a row, with a name before them. */
  public static DomContent strip(String name, List<BufferedImage> images) {
    BufferedImage first = images.get(0);
    BufferedImage row = new BufferedImage(
        images.size() * (first.getWidth() + GAP) - GAP, first.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = row.createGraphics();
    for (int i = 0; i < images.size(); i++) g.drawImage(images.get(i), i * (first.getWidth() + GAP), 0, null);
    g.dispose();
    return div(
            span(Shown.text(name)),
            img()
                .withSrc(data(row))
                .withAlt("images of " + Shown.text(name))
                .attr("width", Math.min(640, row.getWidth() * ENLARGED)))
        .withClass("strip");
  }

  /** A chart that lies in a PNG file, with its title; null where the file is not there. */
  public static DomContent chart(Path png, String title) {
    if (!Files.isRegularFile(png)) return null;
    try {
      return figure(
          figcaption(Shown.text(title)),
          img().withClass("chart").withAlt(Shown.text(title)).withSrc(data(Files.readAllBytes(png))));
    } catch (IOException e) {
      throw new InputException("cannot read " + png + ": " + AtomicFile.reason(e), e);
    }
  }

  private static String data(BufferedImage image) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      return data(png.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String data(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
