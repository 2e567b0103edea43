package tensorbang.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a picture is answered with.
 *
 * @param predictions the most probable classes, the most probable first
 * @param input the picture as the network sees it, as a data URI of a PNG; null where no pictures were asked for
 * @param layer whose outputs {@code maps} are; null likewise
 * @param maps one data URI a channel; null likewise
 * @param gradCam where the network sees the first of the classes; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
    String model, List<Guess> predictions, String input, String layer, List<String> maps, List<Heat> gradCam) {
  /** @param probability in [0, 1] */
  record Guess(String name, double probability) {}

  /** @param picture the input with the places that speak for the class, as a data URI of a PNG */
  record Heat(String name, String picture) {}
}
