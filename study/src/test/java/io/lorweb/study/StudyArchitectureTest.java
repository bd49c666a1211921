package io.lorweb.study;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Design, votes and report know no pages; a study knows runs and the web, but neither training. */
class StudyArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lorweb");

  @Test
  void noCycles() {
    slices().matching("io.lorweb.study.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingOfTrainingOrOfTheStudiosOwnPageStandsBehindIt() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.study..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.lorweb.train..",
            "io.lorweb.cli..",
            "io.lorweb.studio.jobs..",
            "io.lorweb.studio.api..",
            "io.lorweb.studio.page..")
        .check(CLASSES);
  }

  @Test
  void whatIsAskedAndWhatComesOutKnowNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.lorweb.study.design..", "io.lorweb.study.votes..", "io.lorweb.study.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "io.lorweb.studio.web..", "io.lorweb.study.pages..")
        .check(CLASSES);
  }

  @Test
  void statementsAreWrittenWhereVotesAre() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.study..")
        .and()
        .resideOutsideOfPackage("io.lorweb.study.votes..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..")
        .check(CLASSES);
  }
}
