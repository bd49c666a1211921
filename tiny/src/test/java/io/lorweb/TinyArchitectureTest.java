package io.lorweb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the family: each sees those before it in this list only. */
class TinyArchitectureTest {

  private static final List<String> ROOMS =
      List.of("drawings", "tasks", "pairs", "measure", "stages");

  @TestFactory
  Stream<DynamicTest> everyRoomSeesOnlyTheRoomsBefore() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOMS.stream().map(room -> "io.lorweb.tiny." + room).toList());
    return IntStream.range(0, ROOMS.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    ROOMS.get(i),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("io.lorweb.tiny." + ROOMS.get(i))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(hidden(i))
                            .check(classes)));
  }

  /**
   * Later rooms; for tasks everything that reads or trains; the public API for all but the
   * measuring room, which alone makes pictures; training for all but the stages, which know nothing
   * of drawings and tasks.
   */
  private static String[] hidden(int room) {
    Stream<String> later = ROOMS.stream().skip(room + 1L).map(name -> "tiny." + name);
    Stream<String> others =
        switch (ROOMS.get(room)) {
          case "tasks" -> Stream.of("train.data", "train.loop", "train.recipe");
          case "stages" -> Stream.of("tiny.drawings", "tiny.tasks", "tiny.pairs", "tiny.measure");
          default -> Stream.of("train.loop", "train.recipe");
        };
    Stream<String> api = ROOMS.get(room).equals("measure") ? Stream.of() : Stream.of("io.lorweb");
    return Stream.concat(api, Stream.concat(later, others).map(name -> "io.lorweb." + name))
        .toArray(String[]::new);
  }
}
