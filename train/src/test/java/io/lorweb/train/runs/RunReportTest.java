package io.lorweb.train.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plots are pictures of the right size that show something. */
class RunReportTest {

  @TempDir Path folder;

  private RunHistory run(String name, int steps) {
    return RunHistory.read(Histories.write(folder.resolve(name), steps));
  }

  private static void assertDrawn(Path png) {
    Picture picture = PictureReader.read(png);
    assertThat(picture.width()).isEqualTo(RunCharts.WIDTH);
    assertThat(picture.height()).isEqualTo(RunCharts.HEIGHT);
    long colours =
        IntStream.range(0, picture.width() * picture.height())
            .map(i -> picture.pixel(i % picture.width(), i / picture.width()))
            .distinct()
            .count();
    assertThat(colours).as(png.toString()).isGreaterThan(10);
  }

  @Test
  void oneRun() throws IOException {
    List<Path> files = RunReport.write(List.of(run("one & only", 40)), folder.resolve("plots"));
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactly(
            "loss.png",
            "lr.png",
            "grad_norm.png",
            "speed.png",
            "routing-entropy.png",
            "routing-layers.png",
            "routing-usage.png",
            "routing-elements.png",
            "index.html");
    files.subList(0, 8).forEach(RunReportTest::assertDrawn);
    String html = Files.readString(files.get(8));
    assertThat(html).contains("one &amp; only", "step 5", "step 10", "<td>40<td>4<td>0.0250");
    // 8 charts and 2 sheets, all inside the page.
    assertThat(html.split("src=\"data:image/png;base64,", -1)).hasSize(11);
    assertThat(html).doesNotContain("http", "src=\"/");
  }

  @Test
  void severalRunsAndRunsWithoutRouting() {
    RunHistory one = run("one", 40);
    RunHistory two = run("two", 3);
    List<Path> files = RunReport.write(List.of(one, two, one), folder.resolve("plots"));
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .contains("routing-usage-1.png", "routing-usage-3.png")
        .doesNotContain("routing-usage-2.png");
    assertDrawn(folder.resolve("plots/loss.png"));
  }

  @Test
  void heldOutLossAndItsSheets() throws IOException {
    Path run = Histories.write(folder.resolve("held"), 40);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.begin(1.25);
      for (int i = 1; i <= 40; i++) {
        OptionalDouble loss = i % 10 == 0 ? OptionalDouble.of(5.0 / i) : OptionalDouble.empty();
        log.add(Histories.step(i, false).validated(loss));
      }
    }
    Path samples = run.resolve("samples");
    Files.copy(samples.resolve("000000010.png"), samples.resolve("validation_000000010.png"));
    Path plots = folder.resolve("plots");
    RunReport.write(List.of(RunHistory.read(run)), plots);

    assertDrawn(plots.resolve("validation.png"));
    assertThat(Files.readString(plots.resolve(RunReport.PAGE)))
        .contains("<td>0.1250", "Samples of held", "Held-out examples of held");
  }

  @Test
  void runWithoutStepsIsRefused() {
    RunHistory none = run("none", 0);
    assertThatThrownBy(() -> RunReport.write(List.of(none), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has not made its first step yet");
  }

  @Test
  void sheetsAreOrderedByStepWhateverTheirNames() throws IOException {
    Path samples = Histories.write(folder.resolve("run"), 1).resolve("samples");
    Files.copy(samples.resolve("000000005.png"), samples.resolve("run_000000300.png"));
    Files.copy(samples.resolve("000000005.png"), samples.resolve("20.png"));
    Files.writeString(samples.resolve("notes.txt"), "");
    assertThat(RunHistory.read(folder.resolve("run")).sheets())
        .extracting(RunHistory.Sheet::step)
        .containsExactly(5L, 10L, 20L, 300L);
  }
}
