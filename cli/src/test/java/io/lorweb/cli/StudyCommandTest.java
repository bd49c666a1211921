package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.study.StudyRuns;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {

  private static final long A_WHILE = 60;

  @TempDir Path folder;

  private Path create() {
    Path study = folder.resolve("study");
    CommandRun.of(
            "study",
            "create",
            StudyRuns.write(folder.resolve("run")),
            "--models",
            "ours,baseline",
            "--items",
            6,
            "--without-failed",
            "gain:0",
            "--no-difference",
            "-o",
            study)
        .succeeded();
    return study;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aStudyIsMadeServedAndReported() throws Exception {
    Path study = create();
    try (ChildRun child = ChildRun.start(folder, List.of(), "study", "serve", study, "--port", 0)) {
      child.until(() -> child.out().contains("\n"));
      assertThat(child.out()).matches("http://127\\.0\\.0\\.1:\\d+/join\\R");
      HttpRequest request = HttpRequest.newBuilder(URI.create(child.out().strip())).build();
      String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      assertThat(page).contains("There are 9 questions", "I agree");
      child.until(() -> child.err().contains("secret"));
      child.signal("TERM");
      assertThat(child.code(A_WHILE)).isEqualTo(143);
    }
    Path markdown = folder.resolve("report.md");
    CommandRun.of(
            "study", "report", study, "--markdown", markdown, "--chart", folder.resolve("x.png"))
        .refused("no votes of the study count yet");
    assertThat(markdown).doesNotExist();
    Path html = folder.resolve("report.html");
    CommandRun report =
        CommandRun.of("study", "report", study, "--markdown", markdown, "--html", html);
    report.succeeded();
    assertThat(report.out()).contains("0 people have begun", "Win rates", "ours", "baseline");
    assertThat(Files.readString(html)).contains("<h2>Win rates</h2>", "<td>baseline</td>");
    assertThat(Files.readString(markdown)).contains("## Agreement");
  }

  @Test
  void whatASimulationSaysIsCalledSoEverywhere() throws Exception {
    Path study = folder.resolve("rehearsal");
    Object[] models = {"--models", "ours,baseline", "--items", 6, "--simulated"};
    CommandRun.of("study", "create", StudyRuns.write(folder.resolve("run")), models, "-o", study)
        .succeeded();
    CommandRun.of("study", "simulate", study, "--people", 9, "--preference", 1).succeeded();
    Path html = folder.resolve("report.html");
    Path markdown = folder.resolve("report.md");
    Object[] files = {"--html", html, "--markdown", markdown, "--chart", folder.resolve("x.png")};
    CommandRun report = CommandRun.of("study", "report", study, files).succeeded();
    for (String text : List.of(report.out(), Files.readString(html), Files.readString(markdown))) {
      assertThat(text).contains("SIMULATED", "9 people have begun and 9 have finished", "100.0 %");
    }
    assertThat(
            CommandRun.of("study", "report", study, "--json").json().get("simulated").asBoolean())
        .isTrue();
  }

  @Test
  void whatCannotBeIsSaid() {
    Path study = create();
    Path run = folder.resolve("run");
    CommandRun.of("study", "create", run, "--models", "ours,baseline", "-o", study)
        .refused("holds a study already");
    Path other = folder.resolve("other");
    CommandRun.of("study", "create", run, "--models", "ours", "-o", other)
        .refused("two models or more");
    CommandRun.of(
            "study",
            "create",
            run,
            "--models",
            "ours,third",
            "--without-failed",
            "gain",
            "-o",
            other)
        .refused("--without-failed 'gain' must be a metric and a number");
    CommandRun.of("study", "simulate", study).refused("is one for people");
    CommandRun.of("study", "serve", run).refused("holds no study");
    CommandRun.of("study", "report", run).refused("holds no study");
    CommandRun.of("study", "serve", study, "--secret", "short").refused("at least 16 characters");
    assertThat(other).doesNotExist();
  }
}
