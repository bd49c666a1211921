package io.lorweb.studio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Store and web know nothing of models, pages nothing of the database's language. */
class StudioArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lorweb");

  @Test
  void noCycles() {
    slices().matching("io.lorweb.studio.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void studioKnowsTheCoreOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.lorweb.studio..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lorweb.cli..", "io.lorweb.train..", "io.lorweb.eval..")
        .check(CLASSES);
  }

  @Test
  void nobodyBelowKnowsTheStudio() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lorweb.studio..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lorweb.studio..")
        .check(CLASSES);
  }

  @Test
  void theSharedRoomsKnowNoJobs() {
    noClasses()
        .that()
        .resideInAnyPackage("io.lorweb.studio.store..", "io.lorweb.studio.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.lorweb.studio.jobs..",
            "io.lorweb.studio.api..",
            "io.lorweb.studio.page..",
            "io.lorweb.tensor..",
            "io.lorweb.model..")
        .check(CLASSES);
  }

  @Test
  void statementsAreWrittenWhereTablesAre() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.lorweb.studio.web..", "io.lorweb.studio.api..", "io.lorweb.studio.page..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWebRoomKnowsTheServer() {
    noClasses()
        .that()
        .resideInAnyPackage("io.lorweb.studio.store..", "io.lorweb.studio.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(CLASSES);
  }
}
