package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.tensor.ComputeType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstrumentTest {

  private static final String NO_PYTHON = "/nowhere/python3";

  private static String[] small(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "all",
                "--only",
                "load,encoders,step,adapter,batch,apply,train",
                "--rounds=1",
                "--wide-rounds=1",
                "--threads=1",
                "--heads=1",
                "--side=2",
                "--text=4",
                "--peak-side=1024"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** What goes to stdout, and to stderr behind it. */
  private static String said(int expected, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(BenchMain.execute(arguments)).isEqualTo(expected);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return expected == 0
        ? bytes.toString(StandardCharsets.UTF_8)
        : errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tableHasItsRowsAndSharesOfThePeak(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench.md");
    JsonNode json =
        new ObjectMapper().readTree(said(0, small("--json", "--markdown", file.toString())));

    List<String> names = new ArrayList<>();
    json.get("rows").forEach(row -> names.add(row.get("name").asText()));
    assertThat(names)
        .containsExactly(
            "load the model",
            "load the model and its text encoders",
            "CLIP vision, one picture",
            "CLIP text, one prompt",
            "T5, one prompt",
            "VAE encode, 64 px",
            "VAE decode, 64 px",
            StepRows.TINY,
            StepRows.WIDE,
            "apply in process, 8 steps, no fit",
            "apply in process, 8 steps, with its fit",
            TrainRows.TINY,
            TrainRows.WIDE);
    List<Double> shares = new ArrayList<>();
    for (JsonNode row : json.get("rows")) {
      assertThat(row.get("minimum").asDouble()).isPositive();
      assertThat(row.get("median").asDouble())
          .isGreaterThanOrEqualTo(row.get("minimum").asDouble());
      assertThat(row.get("spread").asDouble()).isNotNegative();
      if (row.has("share_of_peak")) {
        shares.add(row.get("share_of_peak").asDouble());
      }
    }
    assertThat(shares).hasSize(9).allSatisfy(s -> assertThat(s).isPositive().isLessThan(1.2));

    List<String> ways = new ArrayList<>();
    json.get("overheads").forEach(row -> ways.add(row.get("name").asText()));
    assertThat(ways).hasSize(6).contains(StepRows.WIDE + ", folded / bare");
    List<String> batches = new ArrayList<>();
    json.get("batches").forEach(row -> batches.add(row.get("name").asText()));
    assertThat(batches)
        .hasSize(5)
        .contains(StepRows.TINY + ", batch of 8", StepRows.WIDE + ", batch of 2");
    assertThat(json.get("machine").get("load").isNumber()).isTrue();

    String table = Files.readString(file);
    assertThat(table).contains("load average").contains("| what").contains("| mixture");
    assertThat(names).allSatisfy(name -> assertThat(table).contains("| " + name));
  }

  @Test
  void withoutPythonTheComparisonIsRefusedInOneSentence() {
    String said = said(2, small("--against", "python", "--python", NO_PYTHON));

    assertThat(said.strip().lines()).hasSize(1);
    assertThat(said)
        .contains("--against python needs Python with torch", NO_PYTHON, "--python")
        .doesNotContain("\tat ");
  }

  @Test
  void aPythonWithoutTorchSaysSo(@TempDir Path folder) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\necho this Python has no torch\nexit 2\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();

    String said = said(2, small("--against", "python", "--python", python.toString()));

    assertThat(said.strip())
        .endsWith("does not work with '" + python + "': this Python has no torch");
  }

  @Test
  void aPythonWithoutTransformersIsRefusedBeforeAnythingIsMeasured(@TempDir Path folder)
      throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(
        python,
        """
        #!/bin/sh
        case "$2" in
          *apply.py) test "$3" = --check && echo this Python has no transformers; exit 2 ;;
          *) echo ready 2.0 ;;
        esac
        """);
    assertThat(python.toFile().setExecutable(true)).isTrue();

    String said = said(2, "--only", "start", "--against", "python", "--python", python.toString());

    assertThat(said.strip())
        .isEqualTo(
            "lorweb bench: --against python does not work with '"
                + python
                + "': this Python has no transformers");
  }

  @Test
  void whatRunsBesideTheGroupStartNeedsNoTransformers(@TempDir Path folder) throws IOException {
    Path asked = folder.resolve("asked");
    Path python = folder.resolve("python");
    Files.writeString(
        python,
        """
        #!/bin/sh
        echo "$2" >> '%s'
        echo ready 2.0
        while read -r line; do echo 0.001; done
        """
            .formatted(asked));
    assertThat(python.toFile().setExecutable(true)).isTrue();

    String said =
        said(
            0,
            "--only=load",
            "--rounds=1",
            "--peak-side=256",
            "--against=python",
            "--python=" + python);

    assertThat(said).contains("In turn with PyTorch 2.0").doesNotContain(", cold");
    assertThat(Files.readAllLines(asked)).singleElement().asString().endsWith("twin.py");
  }

  @Test
  void aGroupMayBeNamedLikeACommand() {
    assertThat(said(2, "--only", "adapter", "--rounds", "0").strip())
        .isEqualTo("lorweb bench: --rounds is 0 but must be at least 1");
  }

  @Test
  void plansThatMeasureNothingAreRefused() {
    StepShape shape = StepShape.wide(1, 1, 1);

    Assertions.assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () -> new BenchPlan(Set.of(), 1, 1, OptionalInt.empty(), ComputeType.FP32, 8, shape))
        .withMessageContaining("--only");
    Assertions.assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                new BenchPlan(
                    BenchPlan.all(), 0, 1, OptionalInt.empty(), ComputeType.FP32, 8, shape))
        .withMessage("--rounds is 0 but must be at least 1");
    Assertions.assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Instrument.measure(plan(shape), Optional.of(NO_PYTHON)));
  }

  private static BenchPlan plan(StepShape shape) {
    return new BenchPlan(BenchPlan.all(), 1, 1, OptionalInt.of(1), ComputeType.FP32, 8, shape);
  }
}
