package tensorbang;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import tensorbang.tf.TensorFlowRuntime;

/**
 * The packages stand on floors: one uses only those on its own floor or below, and no two packages use each other, not
 * by a detour either.
 */
class FloorsTest {
  /** The rooms by floor, from the ground; a room is a package and those inside it that are not named here. */
  private static final List<Set<String>> FLOORS = List.of(
      Set.of(
          "tensorbang",
          "tensorbang.random",
          "tensorbang.registry",
          "tensorbang.settings",
          "tensorbang.weights",
          "tensorbang.tf",
          "tensorbang.data"),
      Set.of("tensorbang.nn"),
      Set.of("tensorbang.nets", "tensorbang.cost"),
      Set.of("tensorbang.model", "tensorbang.interop"),
      Set.of("tensorbang.train"),
      Set.of("tensorbang.landscape"),
      Set.of("tensorbang.report", "tensorbang.scratch.run"),
      Set.of("tensorbang.cli"),
      Set.of("tensorbang.experiment", "tensorbang.shell", "tensorbang.serve"));

  /** Stands apart: see {@link #scratchIsPlainJava}. */
  private static final String SCRATCH = "tensorbang.scratch";

  private static final int CLI = 7;

  private static JavaClasses library;

  @BeforeAll
  static void importTheLibrary() throws IOException, URISyntaxException {
    Path jar = Path.of(
        Toolkit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile open = new JarFile(jar.toFile())) {
      library = new ClassFileImporter().importJar(open);
    }
  }

  @Test
  void everyPackageHasAFloor() {
    Set<String> homeless = new TreeSet<>();
    for (JavaClass type : library)
      if (floor(type.getPackageName()) < 0 && !isScratch(type.getPackageName())) homeless.add(type.getPackageName());
    assertEquals(Set.of(), homeless);
  }

  @Test
  void aPackageUsesOnlyItsOwnFloorAndThoseBelow() {
    Map<String, String> found = new TreeMap<>();
    for (JavaClass type : library)
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        String from = type.getPackageName();
        String to = use.getTargetClass().getBaseComponentType().getPackageName();
        if (floor(from) >= 0 && floor(to) > floor(from))
          found.putIfAbsent(outer(type) + " -> " + outer(use.getTargetClass()), use.getDescription());
      }
    assertEquals("", String.join("\n", found.keySet()), () -> String.join("\n", found.values()));
  }

  @Test
  void noPackagesUseEachOther() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(library);
  }

  @Test
  void roomsBelowTheCommandLineKnowNothingOfIt() {
    for (int floor = 0; floor < CLI; floor++)
      for (String room : FLOORS.get(floor))
        noClasses()
            .that()
            .resideInAPackage(room.equals("tensorbang") ? room : room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .check(library);
  }

  /** So that no script has to start TensorFlow before it uses the library. */
  @Test
  void graphsAreMadeWhereTensorFlowIsStarted() {
    noClasses()
        .that()
        .areNotAssignableTo(TensorFlowRuntime.class)
        .should()
        .callConstructor(Graph.class)
        .check(library);
  }

  /** The layers in plain Java know neither TensorFlow nor what is built on it; only their checker and trainer do. */
  @Test
  void scratchIsPlainJava() {
    noClasses()
        .that()
        .resideInAPackage("tensorbang.scratch..")
        .and()
        .resideOutsideOfPackages("tensorbang.scratch.check..", "tensorbang.scratch.run..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.tensorflow..",
            "tensorbang.tf..",
            "tensorbang.nn..",
            "tensorbang.nets..",
            "tensorbang.cost..",
            "tensorbang.model..",
            "tensorbang.interop..",
            "tensorbang.report..",
            "tensorbang.cli..",
            "tensorbang.experiment..")
        .check(library);
  }

  @Test
  void nothingButTheCommandLineAndOneComparisonUsesScratch() {
    noClasses()
        .that()
        .resideOutsideOfPackages("tensorbang.scratch..", "tensorbang.cli..")
        .and()
        .doNotHaveFullyQualifiedName("tensorbang.experiment.claims.HandWritten") // which compares both
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tensorbang.scratch..")
        .check(library);
  }

  /** Each package of the library by itself. */
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith("tensorbang") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  private static String outer(JavaClass type) {
    return type.getBaseComponentType().getName().replaceFirst("\\$.*", "");
  }

  private static boolean isScratch(String name) {
    return name.equals(SCRATCH) || name.startsWith(SCRATCH + ".");
  }

  /** The floor of a package, by its own name or the nearest outer package's; -1 where it has none. */
  private static int floor(String name) {
    for (int i = 0; i < FLOORS.size(); i++) if (FLOORS.get(i).contains(name)) return i;
    if (isScratch(name)) return -1;
    String outer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return outer.isEmpty() || outer.equals("tensorbang") ? -1 : floor(outer);
  }
}
