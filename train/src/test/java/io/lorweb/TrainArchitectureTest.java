package io.lorweb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rooms of training: each sees those above it in this list, as far as it needs them. */
class TrainArchitectureTest {

  /** Each room with the rooms of this module that it may use. */
  private static final List<List<String>> ROOMS =
      List.of(
          List.of("recipe"),
          List.of("runs"),
          List.of("data", "recipe"),
          List.of("optim", "recipe"),
          List.of("loop", "recipe", "runs", "data", "optim"));

  private static final Set<String> ALL = Set.of("recipe", "runs", "data", "optim", "loop");

  @TestFactory
  Stream<DynamicTest> everyRoomSeesOnlyTheRoomsAbove() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ALL.stream().map(room -> "io.lorweb.train." + room).toList());
    return ROOMS.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.get(0),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("io.lorweb.train." + room.get(0) + "..")
                            .should()
                            .dependOnClassesThat(hiddenFrom(room))
                            .orShould()
                            .dependOnClassesThat()
                            .resideInAPackage("io.lorweb")
                            .check(classes)));
  }

  private static DescribedPredicate<JavaClass> hiddenFrom(List<String> room) {
    return DescribedPredicate.describe(
        "are rooms of training but none of " + room,
        other ->
            ALL.stream()
                .filter(name -> !room.contains(name))
                .anyMatch(name -> other.getPackageName().equals("io.lorweb.train." + name)));
  }
}
