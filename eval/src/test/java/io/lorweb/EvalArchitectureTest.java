package io.lorweb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The rooms of evaluation: statistics know nothing of pictures, metrics nothing of statistics,
 * suites nothing of reports.
 */
class EvalArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "io.lorweb.eval.statistics",
              "io.lorweb.eval.metric",
              "io.lorweb.eval.judge",
              "io.lorweb.eval.suite",
              "io.lorweb.eval.report",
              "io.lorweb.eval.routing",
              "io.lorweb.eval.ablation");

  @Test
  void statisticsAreNumbersOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.eval.statistics")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of another room",
                type ->
                    type.getPackageName().startsWith("io.lorweb")
                        && !type.getPackageName().equals("io.lorweb.eval.statistics")))
        .check(CLASSES);
  }

  @Test
  void metricsJudgePicturesWhoeverMadeThem() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.eval.metric")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.lorweb", "io.lorweb.eval.statistics", "io.lorweb.basis", "io.lorweb.flux")
        .check(CLASSES);
  }

  @Test
  void judgesSeePicturesAndNothingOfWhoMadeThem() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.eval.judge")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.lorweb",
            "io.lorweb.eval.suite",
            "io.lorweb.eval.report..",
            "io.lorweb.eval.statistics",
            "io.lorweb.eval.metric",
            "io.lorweb.model",
            "io.lorweb.tensor")
        .check(CLASSES);
  }

  @Test
  void onlyTheJudgeTalksToServers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lorweb.eval.judge")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.failsafe..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void suitesDoNotKnowHowTheyAreShown() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.eval.suite")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lorweb.eval.report..", "io.lorweb.train.loop", "io.lorweb.flux")
        .check(CLASSES);
  }

  @Test
  void whatIsSaidBesideATableIsNoneOfTheTablesBusiness() {
    noClasses()
        .that()
        .resideInAnyPackage("io.lorweb.eval.suite", "io.lorweb.eval.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lorweb.eval.routing", "io.lorweb.eval.ablation")
        .check(CLASSES);
  }

  @Test
  void reportsMakeNoAnswers() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.eval.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lorweb.eval.metric", "io.lorweb.model", "io.lorweb.tensor")
        .check(CLASSES);
  }
}
