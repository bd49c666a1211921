package io.lorweb.study;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.image.ProfileNote;
import io.lorweb.studio.store.DataFolder;
import io.lorweb.studio.store.Database;
import io.lorweb.studio.web.WebLimits;
import io.lorweb.studio.web.WebOptions;
import io.lorweb.studio.web.WebServer;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.StudyMaker;
import io.lorweb.study.design.StudyRequest;
import io.lorweb.study.pages.AdminPages;
import io.lorweb.study.pages.PeoplePages;
import io.lorweb.study.pages.StudyPictures;
import io.lorweb.study.report.ReportText;
import io.lorweb.study.report.StudyReport;
import io.lorweb.study.votes.Ballots;
import io.lorweb.study.votes.Cohort;
import io.lorweb.work.Closing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A study of people's choices between results, served in a browser. */
public final class Study implements AutoCloseable {

  private static final String SCHEMA = "study";
  private static final String MIGRATIONS = "io/lorweb/study/migrations";

  private final Closing parts = new Closing();
  private final String address;

  private Study(StudyOptions options) {
    try {
      Design design = Design.read(options.folder());
      DataFolder folder = parts.later(DataFolder.hold(options.folder()));
      Database database =
          parts.later(Database.open(folder.path(), options.database(), SCHEMA, MIGRATIONS));
      Ballots ballots = new Ballots(database);
      WebServer server =
          new WebServer(
              new WebOptions(
                  options.host(),
                  options.port(),
                  options.names(),
                  List.of(options.secret()),
                  WebLimits.defaults(),
                  folder.inside("uploads")),
              PeoplePages.OPEN);
      StudyPictures pictures = new StudyPictures(folder.path(), design);
      new PeoplePages(server, design, pictures, ballots).add();
      new AdminPages(server, design, ballots).add();
      address = parts.later(server).start();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Makes a study of an evaluation run.
   *
   * @param run folder of {@code lorweb eval run}
   * @param folder to make; it must not hold a study yet
   * @throws InputException when the run lacks something, or the folder holds a study
   */
  public static Design create(Path run, StudyRequest request, Path folder) {
    if (Files.exists(folder.resolve(Design.FILE))) {
      throw InputException.of(
          "%s holds a study already: people may have voted on it; give another folder", folder);
    }
    SummaryFile summary = SummaryFile.read(run);
    Design design =
        new StudyMaker(
                summary.evaluation(), request, picture -> StudyPictures.keep(folder, picture))
            .make(run.toAbsolutePath().normalize().getFileName().toString());
    design.write(folder);
    return design;
  }

  /**
   * How the pictures of a study were read out of its run, where that is not as they are stored.
   *
   * @return at most two sentences
   */
  public static List<String> profiles(Path run, Design design) {
    Set<String> asked =
        Stream.concat(design.items().stream(), design.checks().stream())
            .map(Design.Item::question)
            .collect(Collectors.toSet());
    return ProfileNote.summary(
        SummaryFile.read(run).evaluation().asked().stream()
            .filter(question -> asked.contains(question.id()))
            .flatMap(question -> question.files().stream())
            .toList());
  }

  /** Serves a study. */
  public static Study serve(StudyOptions options) {
    return new Study(options);
  }

  /**
   * Lets a cohort vote that does not exist.
   *
   * @throws InputException where the study was not created as simulated, or is full
   */
  public static void simulate(Path folder, Optional<String> url, Cohort cohort) {
    Design design = Design.read(folder);
    try (Database database = Database.open(folder, url, SCHEMA, MIGRATIONS)) {
      cohort.vote(design, new Ballots(database));
    }
  }

  /** What a study has found so far, whether it is being served or not. */
  public static ReportText report(Path folder, Optional<String> url) {
    Design design = Design.read(folder);
    try (Database database = Database.open(folder, url, SCHEMA, MIGRATIONS)) {
      Ballots ballots = new Ballots(database);
      return new ReportText(
          StudyReport.of(design, ballots.people(), ballots.votes()), design.rule());
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:7861/}. */
  public String address() {
    return address;
  }

  @Override
  public void close() {
    parts.close();
  }
}
