package io.lorweb.study;

import static io.lorweb.studio.PackageRules.in;
import static io.lorweb.studio.PackageRules.noCycles;
import static io.lorweb.studio.PackageRules.noneUses;
import static io.lorweb.studio.PackageRules.outside;

import org.junit.jupiter.api.Test;

/** Design, votes and report know no pages; a study knows runs and the web, but neither training. */
class StudyArchitectureTest {

  @Test
  void roomsUseEachOtherInNoCircle() {
    noCycles("io.lorweb.study");
  }

  @Test
  void nothingOfTrainingOrOfTheStudiosOwnPageStandsBehindIt() {
    noneUses(
        in("io.lorweb.study.."),
        "io.lorweb.train..",
        "io.lorweb.cli..",
        "io.lorweb.studio.jobs..",
        "io.lorweb.studio.api..",
        "io.lorweb.studio.page..");
  }

  @Test
  void whatIsAskedAndWhatComesOutKnowNoServer() {
    noneUses(
        in("io.lorweb.study.design..", "io.lorweb.study.votes..", "io.lorweb.study.report.."),
        "io.javalin..",
        "io.lorweb.studio.web..",
        "io.lorweb.study.pages..");
  }

  @Test
  void statementsAreWrittenWhereVotesAre() {
    noneUses(
        in("io.lorweb.study..").and(outside("io.lorweb.study.votes..")),
        "org.jdbi..",
        "java.sql..");
  }
}
