package io.lorweb.studio;

import static io.lorweb.studio.PackageRules.in;
import static io.lorweb.studio.PackageRules.noCycles;
import static io.lorweb.studio.PackageRules.noneUses;
import static io.lorweb.studio.PackageRules.outside;

import org.junit.jupiter.api.Test;

/** Store and web know nothing of models, pages nothing of the database's language. */
class StudioArchitectureTest {

  @Test
  void roomsUseEachOtherInNoCircle() {
    noCycles("io.lorweb.studio");
  }

  @Test
  void studioKnowsTheCoreOnly() {
    noneUses(in("io.lorweb.studio.."), "io.lorweb.cli..", "io.lorweb.train..", "io.lorweb.eval..");
  }

  @Test
  void nobodyBelowKnowsTheStudio() {
    noneUses(outside("io.lorweb.studio.."), "io.lorweb.studio..");
  }

  @Test
  void theSharedRoomsKnowNoJobs() {
    noneUses(
        in("io.lorweb.studio.store..", "io.lorweb.studio.web.."),
        "io.lorweb.studio.jobs..",
        "io.lorweb.studio.api..",
        "io.lorweb.studio.page..",
        "io.lorweb.tensor..",
        "io.lorweb.model..");
  }

  @Test
  void statementsAreWrittenWhereTablesAre() {
    noneUses(
        in("io.lorweb.studio.web..", "io.lorweb.studio.api..", "io.lorweb.studio.page.."),
        "org.jdbi..",
        "org.flywaydb..",
        "java.sql..");
  }

  @Test
  void onlyTheWebRoomKnowsTheServer() {
    noneUses(
        in("io.lorweb.studio.store..", "io.lorweb.studio.jobs.."),
        "io.javalin..",
        "org.eclipse.jetty..",
        "jakarta.servlet..");
  }
}
