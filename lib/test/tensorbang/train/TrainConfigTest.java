package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.train.TrainConfig.DEFAULTS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.settings.Settings;
import tensorbang.train.loss.ClassWeights;
import tensorbang.train.loss.Loss;

class TrainConfigTest {
  private static void refused(String message, String setting, Object value) {
    String said =
        assertThrows(InputException.class, () -> DEFAULTS.with(setting, value)).getMessage();
    assertTrue(said.startsWith(message), said);
  }

  @Test
  void aValueOutOfRangeIsRefusedByTheSettingsName() {
    refused("epochs -1", "epochs", -1);
    refused("batch_size 0", "batch_size", 0);
    refused("lr 0.0", "lr", 0);
    refused("lr NaN", "lr", Double.NaN);
    refused("momentum 1.0", "momentum", 1);
    refused("weight_decay -1.0", "weight_decay", -1);
    refused("loss hinge", "loss", "hinge");
    refused("loss focal:-1", "loss", "focal:-1");
    refused("schedule", "schedule", "never");
    refused("augment", "augment", "nosuch");
    refused("precision float64", "precision", "float64");
  }

  @Test
  void aSettingThatDoesNotExistIsToldWithTheNearestThatDoes() {
    String said =
        assertThrows(InputException.class, () -> DEFAULTS.with("batchsize", 1)).getMessage();
    assertTrue(said.contains("batch_size"), said);
  }

  @Test
  void twoSpellingsOfTheSameSettingsAreTheSameConfiguration() {
    assertEquals(
        DEFAULTS.with("augment", "crop,flip").with("precision", "bfloat16"),
        DEFAULTS.with("augment", "flip,crop").with("precision", "BFLOAT16"));
  }

  @Test
  void survivesJson() {
    TrainConfig config =
        DEFAULTS.with("loss", "focal:1.5").with("net", "resnet20").with("seed", 1L << 60);
    assertEquals(config, Json.read(Json.write(config), TrainConfig.class, "test"));
  }

  @Test
  void whatAUserRegistersAsALambdaIsCalledByTheLabelThatChoseIt() {
    Loss.REGISTRY.register("test-huber", a -> (tf, logits, targets) -> null);
    Schedule.REGISTRY.register("test-root[:POWER]", a -> {
      double power = a.number(0, 0.5, 0, 1);
      return time -> Math.pow(1 + time.epoch(), -power);
    });
    ClassWeights.REGISTRY.register("test-half", a -> (images, done) -> new float[] {0.5f, 1});
    Map<String, String> labels =
        Map.of("loss", "test-huber", "schedule", "test-root:0.25", "class_weights", "test-half");
    TrainConfig config = DEFAULTS.with(labels);
    assertEquals(config, Json.read(Json.write(config), TrainConfig.class, "test"));
    labels.forEach(
        (setting, label) -> assertEquals(label, config.settings().get(setting).textValue()));
    assertEquals(config, DEFAULTS.with(labels).with("loss", config.loss()));
    assertEquals(Math.pow(3, -0.25), config.createSchedule().factor(new TrainingTime(2, 1, 9)), 1e-12);
    assertEquals(0.5f, config.createLoss(new int[] {3, 4}).classWeights(0)[0]);
  }

  @Test
  void theTrainingLossIsToldWhereItIsNotPlainCrossEntropy() {
    TrainConfig plain = DEFAULTS.with("label_smoothing", 0);
    assertEquals("", plain.trainingLoss());
    assertEquals("with label smoothing 0.1", plain.with("label_smoothing", 0.1).trainingLoss());
    assertEquals(
        "focal:1 with class weights balanced",
        plain.with(Map.of("loss", "focal:1", "class_weights", "balanced")).trainingLoss());
  }

  @Test
  void nesterovsMomentumIsOffWhereThereIsNoMomentumAtAll() {
    assertFalse(chosen(Map.of("momentum", 0)).nesterov());
    assertTrue(chosen(Map.of("momentum", 0, "optimizer", "muon")).nesterov());
    assertFalse(
        chosen(Map.of("momentum", 0, "optimizer", "muon", "muon_momentum", 0)).nesterov());
  }

  private static TrainConfig chosen(Map<String, ?> settings) {
    return TrainConfig.of(Settings.NONE.with(settings));
  }

  @Test
  void theNetworksOptionsStandBesideTheOtherSettings() {
    assertEquals(
        "swish",
        chosen(Map.of("net", "simplenn", "activation", "swish")).netOptions().get("activation"));
    assertTrue(chosen(Map.of("net", "simplenn")).settings().containsKey("batch_norm"));
    assertFalse(chosen(Map.of("net", "simplenn")).settings().containsKey("hidden"));
  }

  @Test
  void aNetworkBringsItsRecipeAndWhatIsChosenWins() {
    assertEquals(0.15, chosen(Map.of()).lr());
    assertEquals(0.015, chosen(Map.of("net", "simplenn")).lr());
    assertEquals(0.15, chosen(Map.of("net", "simplenn", "batch_norm", true)).lr());
    assertEquals(0.3, chosen(Map.of("net", "simplenn", "lr", 0.3)).lr());
  }

  @Test
  void anOptimizerBringsItsRecipeAndWhatIsChosenWins() {
    assertEquals(0.001, chosen(Map.of("optimizer", "adam")).lr());
    assertEquals(0, chosen(Map.of("optimizer", "adam")).weightDecay());
    assertEquals(0.01, chosen(Map.of("optimizer", "adamw")).weightDecay());
    assertEquals(0.3, chosen(Map.of("optimizer", "adamw", "lr", 0.3)).lr());
    assertEquals(0.001, chosen(Map.of("net", "simplenn", "optimizer", "adam")).lr());
    assertEquals(0.015, chosen(Map.of("net", "simplenn", "optimizer", "sgd")).lr());
  }

  @Test
  void inLayersAnotherNetworkOrOptimizerReplacesTheSettingsOfItsRecipe() {
    Settings script = Settings.NONE
        .set("lr", 0.2)
        .set("optimizer", "sgd")
        .set("weight_decay", 1e-3)
        .set("epochs", 7);
    assertEquals(0.2, layered(script, Map.of("net", "resnet20")).lr());
    assertEquals(0.015, layered(script, Map.of("net", "simplenn")).lr());
    assertEquals(
        0.2, layered(script, Map.of("net", "convnet", "optimizer", "sgd")).lr());
    TrainConfig adamw = layered(script, Map.of("optimizer", "adamw"));
    assertEquals(0.001, adamw.lr());
    assertEquals(0.01, adamw.weightDecay());
    assertEquals(7, adamw.epochs());
    assertEquals(0.5, layered(script, Map.of("optimizer", "adamw", "lr", 0.5)).lr());
    Settings adam = Settings.NONE.set("optimizer", "adam").set("lr", 0.002);
    assertEquals(0.15, layered(adam, Map.of("optimizer", "sgd")).lr());
    assertEquals(0.002, layered(adam, Map.of("epochs", 3)).lr());
  }

  private static TrainConfig layered(Settings lower, Map<String, ?> higher) {
    return TrainConfig.of(TrainConfig.layered(lower, Settings.NONE.with(higher)));
  }

  @Test
  void changingOneSettingChangesNoOther() {
    TrainConfig simple = chosen(Map.of("net", "simplenn"));
    assertEquals(0.015, simple.with("batch_norm", true).lr());
    assertEquals(simple, simple.with("lr", 0.1).with("lr", 0.015));
    assertEquals(simple.with("weight_decay", 0.0), simple.with("weight_decay", 0));
  }

  @Test
  void anotherNetworkBringsItsOwnOptions() {
    TrainConfig simple = chosen(Map.of("net", "simplenn", "batch_norm", true));
    assertEquals(
        Map.of("hidden", 7, "dropout", 0.0),
        simple.with(Map.of("net", "twolayer", "hidden", 7)).netOptions());
    assertEquals(true, simple.with("net", "simplenn").netOptions().get("batch_norm"));
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    refused("lr fast: expected a number", "lr", "fast");
    refused("epochs 2.5: expected a whole number", "epochs", 2.5);
    refused("epochs 18446744073709551617: expected a whole number", "epochs", new BigInteger("18446744073709551617"));
    refused("nesterov 1: expected true or false", "nesterov", 1);
    refused("augment true: expected a name", "augment", true);
  }

  @Test
  void aWholeNumberMayBeWrittenAsADouble() {
    assertEquals(64, DEFAULTS.with("batch_size", 64.0).batchSize());
  }

  @Test
  void aConfigurationFromBeforeASettingExistedHasItsDefault() {
    ObjectNode older = (ObjectNode) Json.tree(DEFAULTS.with("seed", 7));
    older.remove("optimizer");
    assertEquals(DEFAULTS.with("seed", 7), Json.read(older.toString(), TrainConfig.class, "test"));
  }

  @Test
  void theConfigurationOfANetworkThatIsNotRegisteredHereCanBeRead() {
    ObjectNode theirs = (ObjectNode) Json.tree(DEFAULTS);
    theirs.put("net", "theirs").set("net_options", Json.tree(Map.of("units", 3)));
    TrainConfig read = Json.read(theirs.toString(), TrainConfig.class, "test");
    assertEquals("theirs", read.net());
    assertEquals(Map.of("units", 3), read.netOptions());
  }
}
