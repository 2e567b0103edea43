package tensorbang.serve;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import tensorbang.data.ImageSet;
import tensorbang.model.Inspector;
import tensorbang.model.ModelCard;
import tensorbang.model.Prediction;
import tensorbang.nn.LayerInfo;
import tensorbang.report.FeatureMap;
import tensorbang.report.HeatMap;

/** Asks a network what a picture shows. Threads take turns. */
final class PictureReader {
  private static final int TOP = 5;
  private static final int HEATS = 3;

  private final String name;
  private final Inspector network;

  PictureReader(String name, Inspector network) {
    this.name = name;
    this.network = network;
  }

  ModelCard card() {
    return network.card();
  }

  /** @param pixels height x width x channels unsigned bytes, as the model's card has them */
  synchronized Answer answer(byte[] pixels, boolean withPictures) {
    List<Prediction> top = network.predict(pixels, TOP);
    List<Answer.Guess> guesses =
        top.stream().map(p -> new Answer.Guess(p.name(), p.probability())).toList();
    if (!withPictures) return new Answer(name, guesses, null, null, null, null);
    BufferedImage input =
        ImageSet.image(pixels, card().height(), card().width(), card().mean().length);
    boolean hasMaps = network.layers().stream().anyMatch(l -> l.kind().equals("conv"));
    if (!hasMaps) return new Answer(name, guesses, uri(input), null, null, null);
    LayerInfo first = network.spatialLayer(null);
    List<String> maps = new ArrayList<>();
    for (float[][] map : network.maps(first, pixels))
      maps.add(uri(FeatureMap.of(map).image()));
    List<Answer.Heat> heats = new ArrayList<>();
    for (Prediction p : top.subList(0, Math.min(HEATS, top.size()))) {
      float[][] cam =
          network.gradCam(network.lastSpatialLayer(), pixels, card().classes().indexOf(p.name()));
      heats.add(new Answer.Heat(p.name(), uri(HeatMap.over(input, cam))));
    }
    return new Answer(name, guesses, uri(input), first.name(), maps, heats);
  }

  private static String uri(RenderedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
