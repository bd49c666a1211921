package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.train.runs.RunHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes train as one. */
class TrainWorkersTest {

  private static final int STEPS = 10;

  @TempDir Path folder;

  private static List<Double> losses(Path out) throws IOException {
    List<Double> losses = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
      losses.add(new ObjectMapper().readTree(line).get("loss").asDouble());
    }
    return losses;
  }

  private void requireSameCurve(Path one, Path two) throws IOException {
    List<Double> expected = losses(one);
    List<Double> actual = losses(two);
    assertThat(actual).hasSameSizeAs(expected).hasSize(STEPS);
    for (int i = 0; i < STEPS; i++) {
      assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-5 * expected.get(i)));
    }
  }

  private Path alone() throws Exception {
    Path one = folder.resolve("one");
    CommandRun run = CommandRun.of(SmallTraining.in(folder, STEPS, 4).words(one));
    assertThat(run.code()).as(run.err()).isZero();
    return one;
  }

  @Test
  void twoTakeTheStepsOfOneWithTheDoubleBatch() throws Exception {
    Path one = alone();
    Path two = folder.resolve("two");
    SmallTraining half = SmallTraining.in(folder, STEPS, 2);
    try (ChildRun child =
        ChildRun.start(folder, Launched.options(), half.words(two, "--workers", 2))) {
      assertThat(child.code()).as(child.err()).isZero();
      assertThat(child.out().strip()).isEqualTo(two.resolve("small.safetensors").toString());
    }
    requireSameCurve(one, two);
  }

  @Test
  void eachMeasuresAPartOfTheHeldOutExamples() throws Exception {
    Object[] held = {"--set", "validate={every: 4, examples: 6}", "--set"};
    SmallTraining half = SmallTraining.in(folder, STEPS, 2);
    Path split = folder.resolve("split");
    CommandRun.of("data", "prepare", folder.resolve("pairs"), split, "--test-share", 0.5)
        .succeeded();
    Path one = folder.resolve("one");
    CommandRun.of(half.words(one, held), "data=" + split, "--set", "train.batch=4").succeeded();
    Path two = folder.resolve("two");
    try (ChildRun child =
        ChildRun.start(
            folder, Launched.options(), half.words(two, held), "data=" + split, "--workers", 2)) {
      assertThat(child.code()).as(child.err()).isZero();
    }

    List<RunHistory.Validation> expected = RunHistory.read(one).validations();
    List<RunHistory.Validation> actual = RunHistory.read(two).validations();
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(2);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).step()).isEqualTo(expected.get(i).step());
      double loss = expected.get(i).loss();
      assertThat(actual.get(i).loss()).isCloseTo(loss, within(1e-5 * loss));
    }
    assertThat(CommandRun.of("runs", "list", one).succeeded().out()).contains(", held out ");
  }

  @Test
  void theyMayBeStartedByHand() throws Exception {
    Path one = alone();
    Path two = folder.resolve("byhand");
    SmallTraining half = SmallTraining.in(folder, STEPS, 2);
    Path meeting = folder.resolve("meeting");
    try (ChildRun first = byHand(half, two, 0, meeting);
        ChildRun second = byHand(half, two, 1, meeting)) {
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(second.code()).as(second.err()).isZero();
    }
    requireSameCurve(one, two);
  }

  private ChildRun byHand(SmallTraining training, Path out, int rank, Path meeting)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Launched.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(CommandRun.words(training.words(out))));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "LORWEB_RANK", Integer.toString(rank),
                "LORWEB_WORLD", "2",
                "LORWEB_MEETING", meeting.toString()));
    return ChildRun.start(folder, builder);
  }

  @Test
  void aLostWorkerEndsTheRunAndLeavesItsCheckpoint() throws Exception {
    Path out = folder.resolve("lost");
    SmallTraining training = SmallTraining.in(folder, 2000, 2);
    try (ChildRun child =
        ChildRun.start(folder, Launched.options(), training.words(out, "--workers", 2))) {
      child.until(() -> SmallTraining.steps(out) >= 7);
      ProcessHandle worker = child.handle().children().findFirst().orElseThrow();
      worker.destroyForcibly();

      assertThat(child.code()).isEqualTo(Failures.FAILED);
      assertThat(child.err().lines().filter(line -> line.startsWith("lorweb: ")))
          .singleElement()
          .asString()
          .contains("worker 1", "--resume");
      assertThat(child.err()).doesNotContain("\tat ");
    }
    int done = SmallTraining.steps(out);
    try (ChildRun child =
        ChildRun.start(
            folder, Launched.options(), training.words(out, "--workers", 2, "--resume"))) {
      child.until(() -> SmallTraining.steps(out) > done);
      child.signal("INT");
      assertThat(child.code()).isEqualTo(Signals.INTERRUPTED);
    }
  }

  @Test
  void workersEndWithTheirLeader() throws Exception {
    Path out = folder.resolve("leaderless");
    SmallTraining training = SmallTraining.in(folder, 2000, 2);
    ProcessHandle worker;
    try (ChildRun child =
        ChildRun.start(folder, Launched.options(), training.words(out, "--workers", 2))) {
      child.until(() -> SmallTraining.steps(out) >= 2);
      worker = child.handle().children().findFirst().orElseThrow();
      child.kill();
    }
    assertThat(worker.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void noWorkersAtAllAreRefused() throws Exception {
    SmallTraining training = SmallTraining.in(folder, STEPS, 2);
    CommandRun run = CommandRun.of(training.words(folder.resolve("x"), "--workers", 0));
    assertThat(run.code()).isEqualTo(Failures.MENDABLE);
    assertThat(run.err()).contains("--workers");
  }
}
