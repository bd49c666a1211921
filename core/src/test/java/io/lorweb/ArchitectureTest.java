package io.lorweb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the house and which of them see which. */
@AnalyzeClasses(packages = "io.lorweb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Each room with the rooms it may use; whatever is missing here may use nothing. */
  private static final List<List<String>> ROOMS =
      List.of(
          List.of("error"),
          List.of("files", "error"),
          List.of("config", "error", "files"),
          List.of("tensor", "error"),
          List.of("weights", "error", "files", "config", "tensor"),
          List.of("gguf", "error", "files", "tensor", "weights"),
          List.of("packed", "error", "config", "tensor", "weights", "gguf"),
          List.of("layer", "error", "files", "config", "tensor", "weights"),
          List.of("image", "error", "files"),
          List.of("work", "error", "image"),
          List.of("text", "error", "files", "config", "tensor", "weights", "layer"),
          List.of("vision", "error", "files", "config", "tensor", "weights", "layer", "image"),
          List.of("vae", "error", "files", "config", "tensor", "weights", "layer"),
          List.of("flux", "error", "files", "config", "tensor", "weights", "layer"),
          List.of(
              "parts", "error", "config", "tensor", "weights", "layer", "gguf", "packed", "text",
              "vision", "vae", "flux"),
          List.of("basis", "error", "files", "config", "tensor", "weights"),
          List.of(
              "adapt", "error", "files", "config", "tensor", "weights", "layer", "flux", "basis"),
          List.of("gradient", "tensor", "flux"),
          List.of("analogy", "error", "files", "config", "tensor", "image", "vision", "basis"),
          List.of("sample", "error", "files", "config", "tensor", "layer", "image", "work", "flux"),
          List.of(
              "model", "error", "files", "config", "tensor", "weights", "layer", "parts", "image",
              "text", "vision", "vae", "flux", "sample", "analogy"),
          List.of(
              "fit",
              "work",
              "tensor",
              "layer",
              "image",
              "flux",
              "basis",
              "adapt",
              "gradient",
              "analogy",
              "sample",
              "model"),
          List.of(
              "explain", "error", "work", "tensor", "layer", "image", "flux", "sample", "model"),
          List.of(
              "pipeline",
              "error",
              "files",
              "config",
              "work",
              "tensor",
              "weights",
              "layer",
              "image",
              "vision",
              "vae",
              "flux",
              "basis",
              "adapt",
              "analogy",
              "sample",
              "model",
              "fit",
              "explain"),
          List.of("lora", "error", "config", "tensor", "weights", "layer", "flux", "adapt"),
          // These two see the public API: runs on record, and what is here.
          List.of(
              "record", "error", "files", "config", "tensor", "image", "analogy", "adapt", "sample",
              "work", "basis", "model", "explain"),
          List.of(
              "doctor", "error", "files", "config", "tensor", "parts", "model", "vision", "analogy",
              "basis"),
          List.of(
              "synth", "error", "files", "config", "tensor", "weights", "layer", "text", "vision",
              "vae", "flux", "basis", "gguf", "parts", "model"));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("io.lorweb.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_BELOW_SEES_THE_TOP =
      noClasses()
          .that()
          .resideInAPackage("io.lorweb.*..")
          .and()
          .resideOutsideOfPackages("io.lorweb.record..", "io.lorweb.doctor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lorweb");

  @ArchTest
  static final ArchRule PICTURES_NEED_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage("io.lorweb.image..", "io.lorweb.files..", "io.lorweb.error..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "ai.djl..");

  @ArchTest
  static final ArchRule ONLY_THE_TENSOR_ROOM_STARTS_THE_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lorweb.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @TestFactory
  Stream<DynamicTest> everyRoomSeesOnlyTheRoomsBelow() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lorweb");
    return ROOMS.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.get(0),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("io.lorweb." + room.get(0) + "..")
                            .should()
                            .dependOnClassesThat(outside(room))
                            .check(classes)));
  }

  private static DescribedPredicate<JavaClass> outside(List<String> rooms) {
    return DescribedPredicate.describe(
        "reside in io.lorweb but in none of " + rooms,
        other ->
            other.getPackageName().startsWith("io.lorweb.")
                && rooms.stream().noneMatch(room -> isIn(other, room)));
  }

  private static boolean isIn(JavaClass type, String room) {
    return (type.getPackageName() + ".").startsWith("io.lorweb." + room + ".");
  }

  @Test
  void everyRoomIsListed() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lorweb");
    assertThat(classes)
        .filteredOn(type -> !type.getPackageName().equals("io.lorweb"))
        .allMatch(type -> ROOMS.stream().anyMatch(room -> isIn(type, room.get(0))));
  }
}
