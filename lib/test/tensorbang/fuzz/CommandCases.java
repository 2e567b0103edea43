package tensorbang.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tensorbang.settings.SettingSpec;
import tensorbang.train.TrainConfig;

/** Faulty command lines of one script, made from what picocli knows of it: one fault in each. */
final class CommandCases {
  /** Wrong wherever a number is expected. */
  private static final List<String> NO_NUMBERS =
      List.of("", "banana", "NaN", "Infinity", "1e999", "-1e999", "1_0", "1 2", "0x1g");

  /** For some numbers these are too small or too large, and digits of another script. */
  private static final List<String> NUMBERS =
      List.of("-1", "0", "-0.0", "1e-400", "2147483648", "9223372036854775807", "18446744073709551617", "\u0661");

  /** For anything else. */
  private static final List<String> WORDS = List.of(
      "",
      "banana",
      ",",
      "a,,b",
      "/",
      "/dev/null",
      "..",
      "\u001b[2J",
      "a\nb",
      "%s%n",
      "\u0000",
      "猫\u202e",
      "x".repeat(70_000));

  /** Wrong as a data set or a model in an empty folder. */
  private static final List<String> NO_NAMES = List.of(
      "banana",
      "a/b",
      ",",
      "/dev/null",
      "\u001b[2J",
      "a\nb",
      "%s%n",
      "\u0000",
      "a/\u0000",
      "猫\u202e",
      "x".repeat(70_000));

  private static final Set<Class<?>> NUMBER_TYPES =
      Set.of(int.class, Integer.class, long.class, Long.class, float.class, Float.class, double.class, Double.class);

  private final String script;
  private final CommandSpec spec;
  private final List<String> words;
  private final List<String> base = new ArrayList<>();
  private final String sentinel;
  private final List<CommandCase> cases = new ArrayList<>();

  /** @param words the subcommand's name, or none */
  private CommandCases(String script, CommandSpec spec, List<String> words) {
    this.script = script;
    this.spec = spec;
    this.words = words;
    for (PositionalParamSpec p : spec.positionalParameters())
      if (p.arity().min() > 0) base.add(NUMBER_TYPES.contains(elementType(p)) ? "1" : "no-such-file");
    for (OptionSpec o : spec.options()) if (o.required()) base.addAll(List.of(o.longestName(), "no-such-folder/x"));
    sentinel = Stream.of("--dataset", "--model", "--only")
        .filter(this::has)
        .findFirst()
        .orElse(null);
  }

  /** Those of a script and of its subcommands. */
  static List<CommandCase> of(String script, CommandSpec spec) {
    List<CommandCase> cases = new ArrayList<>(new CommandCases(script, spec, List.of()).all());
    spec.subcommands()
        .forEach((name, sub) -> cases.addAll(new CommandCases(script, sub.getCommandSpec(), List.of(name)).all()));
    return cases;
  }

  private boolean has(String option) {
    return spec.findOption(option) != null;
  }

  private List<CommandCase> all() {
    add("--no-such-option", true, "--no-such-option");
    add("-q", true, "-q");
    if (spec.positionalParameters().isEmpty()) add("superfluous", true, "superfluous");
    if (!base.isEmpty()) cases.add(new CommandCase(script, words, "", true));
    for (OptionSpec option : spec.options()) if (!option.usageHelp()) faults(option);
    return cases;
  }

  private void faults(OptionSpec option) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      add(name, true, name + "=banana");
      return;
    }
    if (option.arity().min() > 0) cases.add(missing(name));
    if (!option.isMultiValue()) add(name, true, name, "1", name, "1");
    if (isNumber(option)) {
      for (String value : NO_NUMBERS) add(name, base.isEmpty(), name, value);
      for (String value : NUMBERS) add(name, false, name, value);
    } else if (name.equals("--dataset") || name.equals("--model")) {
      for (String value : NO_NAMES) cases.add(withValue(name, value));
    } else {
      for (String value : WORDS) add(name, false, name, value);
    }
  }

  private CommandCase missing(String option) {
    List<String> arguments = new ArrayList<>(withSentinel(option));
    arguments.add(option);
    return new CommandCase(script, arguments, option, true);
  }

  private CommandCase withValue(String option, String value) {
    List<String> arguments = new ArrayList<>(withSentinel(option));
    Collections.addAll(arguments, option, value);
    return new CommandCase(script, arguments, option, false);
  }

  private boolean isNumber(OptionSpec option) {
    Class<?> setting = settings().get(option.longestName());
    return NUMBER_TYPES.contains(elementType(option)) || setting != null && NUMBER_TYPES.contains(setting);
  }

  private static Class<?> elementType(ArgSpec argument) {
    return argument.typeInfo().isMultiValue()
        ? argument.typeInfo().getAuxiliaryTypes()[0]
        : argument.typeInfo().getType();
  }

  /** The types of the settings that are options, by the option's name. */
  private static Map<String, Class<?>> settings() {
    Map<String, Class<?>> types = new HashMap<>();
    for (List<SettingSpec> specs : List.of(TrainConfig.specs(), TrainConfig.networkSpecs()))
      for (SettingSpec spec : specs) types.put("--" + spec.name().replace('_', '-'), spec.type());
    return types;
  }

  /** Where nothing else would keep the script from its work, only what is wrong for sure. */
  private void add(String option, boolean certain, String... words) {
    boolean canBeTried = certain || !base.isEmpty() || sentinel != null && !sentinel.equals(option);
    if (!canBeTried) return;
    List<String> arguments = new ArrayList<>(withSentinel(option));
    Collections.addAll(arguments, words);
    cases.add(new CommandCase(script, arguments, option, certain));
  }

  private List<String> withSentinel(String option) {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(base);
    if (arguments.contains(option)) {
      int at = arguments.indexOf(option);
      arguments.subList(at, at + 2).clear();
    }
    if (sentinel != null && !sentinel.equals(option)) arguments.addAll(List.of(sentinel, "no-such-thing"));
    return arguments;
  }
}
