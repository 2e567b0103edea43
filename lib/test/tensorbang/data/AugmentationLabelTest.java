package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;

class AugmentationLabelTest {
  record Settings(Augmentation augment) {}

  @ParameterizedTest
  @CsvSource({
    "none, none",
    "crop, crop",
    "'crop,flip', 'crop,flip'",
    "'flip,crop', 'crop,flip'",
    "'cutout, flip ,crop', 'crop,flip,cutout'",
    "crop:4, crop",
    "crop:3, crop:3",
    "cutout:16, cutout:16",
    "cutout:8, cutout",
    "rotate:15, rotate",
    "rotate:7.50, rotate:7.5",
    "rotate:30.0, rotate:30",
    "erase:.5, erase",
    "erase:0.25, erase:0.25",
    "'mixup:0.2,erase,rotate', 'rotate,erase,mixup:0.2'",
    "mixup:1, mixup",
    "'cutmix:1.0,crop', 'crop,cutmix'",
    "'color-jitter:0.2,0.2,0.2,0', color-jitter",
    "'color-jitter:0.4', 'color-jitter:0.4,0,0,0'",
    "'crop,color-jitter:1,.5', 'color-jitter:1,0.5,0,0,crop'"
  })
  void aLabelIsWrittenInItsCanonicalForm(String text, String canonical) {
    assertEquals(canonical, Augmentation.parse(text).toString());
    assertEquals(Augmentation.parse(text), Augmentation.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'augment: expected none, or a comma list of color-jitter[:BRIGHTNESS,CONTRAST,SATURATION,HUE],"
        + " crop[:PADDING], translate'",
    "corp, 'augment corp: expected one of color-jitter[:BRIGHTNESS,CONTRAST,SATURATION,HUE], crop[:PADDING],"
        + " translate'",
    "'crop,', 'augment crop,: expected none, or'",
    "'none,crop', 'augment none,crop: none stands alone'",
    "crop flip, augment crop flip: expected one of",
    "CROP, augment CROP: expected one of",
    "'crop,crop:2', 'augment crop,crop:2: crop is given twice'",
    "crop:0, augment crop:0: 0 is not a number from 1 to 1024 (crop[:PADDING])",
    "crop:1.5, augment crop:1.5: 1.5 is not a whole number",
    "flip:1, augment flip:1: expected flip",
    "rotate:181, augment rotate:181: 181 is not a number from 0 to 180",
    "erase:2, augment erase:2: 2 is not a number from 0 to 1",
    "'mixup,cutmix', 'augment mixup,cutmix: labels can be mixed only once'",
    "cutmix:101, augment cutmix:101: 101 is not a number from 0.01 to 100",
    "mixup:0, augment mixup:0: 0 is not a number from 0.01",
    "'color-jitter:0.1,2', 'augment color-jitter:0.1,2: 2 is not a number from 0 to 1'",
    "'color-jitter:0,0,0,0.6', 'augment color-jitter:0,0,0,0.6: 0.6 is not a number from 0 to 0.5'",
    "'crop:2,3', 'augment crop:2,3: expected crop[:PADDING]'"
  })
  void aLabelThatIsNoneIsRefused(String text, String message) {
    InputException e = assertThrows(InputException.class, () -> Augmentation.parse(text));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertEquals("augment", e.setting());
  }

  @Test
  void differentLabelsAreDifferentAugmentations() {
    assertNotEquals(Augmentation.parse("crop"), Augmentation.parse("crop:5"));
    assertNotEquals(Augmentation.parse("crop"), Augmentation.NONE);
    assertSame(Augmentation.NONE, Augmentation.parse("none"));
  }

  @Test
  void jsonHoldsTheLabel() throws Exception {
    ObjectMapper json = new ObjectMapper();
    for (String label : new String[] {"none", "crop,flip,mixup:0.2"}) {
      Settings settings = new Settings(Augmentation.parse(label));
      String text = json.writeValueAsString(settings);
      assertEquals("{\"augment\":\"" + label + "\"}", text);
      assertEquals(settings, json.readValue(text, Settings.class));
    }
  }

  @Test
  void onlyMixupAndCutmixMixLabels() {
    assertFalse(Augmentation.NONE.mixesLabels());
    assertFalse(Augmentation.parse("color-jitter,crop,flip,rotate,cutout,erase").mixesLabels());
    assertTrue(Augmentation.parse("crop,mixup").mixesLabels());
    assertTrue(Augmentation.parse("cutmix:0.5").mixesLabels());
  }

  @Test
  void aUsersOwnIsFoundByItsNameAndAppliedLast() {
    Augmentation.register("add-test[:RED,GREEN]", arguments -> {
      double red = arguments.number(0, 1, 0, 255);
      double green = arguments.number(1, 2, 0, 255);
      return (image, random) -> {
        image.pixels()[image.start()] += (byte) red;
        image.pixels()[image.start() + 1] += (byte) green;
      };
    });
    Augmentation own = Augmentation.parse("add-test:10,20,cutout:99");
    assertEquals("cutout:99,add-test:10,20", own.toString());
    byte[] pixels = new byte[3];
    own.apply(new AugmentedBatch(pixels, new int[1], 1, 1, new byte[] {1, 1, 1}, 1, 0), "test");
    assertEquals(11, pixels[0]);
    assertEquals(21, pixels[1]);
    assertTrue(Augmentation.usage().endsWith("cutmix[:ALPHA], add-test[:RED,GREEN]"), Augmentation.usage());
    for (String taken : new String[] {"flip", "none", "2x"})
      assertThrows(
          IllegalArgumentException.class, () -> Augmentation.register(taken, a -> (image, random) -> {}), taken);
  }
}
