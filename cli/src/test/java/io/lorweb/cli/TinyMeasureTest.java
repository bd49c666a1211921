package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.PictureReader;
import io.lorweb.tiny.drawings.PoolOnDisk;
import io.lorweb.tiny.drawings.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embedded model on drawings made up on the spot. */
class TinyMeasureTest {

  private static final long PATIENCE_SECONDS = 600;

  @TempDir Path folder;

  /** In a process of its own: the drawings' folder is a matter of the environment. */
  private JsonNode measure(Object... arguments) throws Exception {
    Path cache = folder.resolve("cache");
    PoolOnDisk.write(cache.resolve("drawings"), 64, names());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.lorweb.cli.Main",
                "tiny",
                "measure"));
    command.addAll(Arrays.asList(CommandRun.words(arguments)));
    command.add("--json");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LORWEB_CACHE", cache.toString());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code(PATIENCE_SECONDS)).as(run.err()).isZero();
      return new ObjectMapper().readTree(run.out());
    }
  }

  /** Few training drawings, so that class means are soon made, and some test ones. */
  private static List<String> names() {
    return Stream.of(Split.values())
        .flatMap(
            split ->
                IntStream.range(0, 1000)
                    .mapToObj(i -> "thing-" + i)
                    .filter(name -> Split.of(name) == split)
                    .limit(split == Split.TRAIN ? 2 : 4))
        .toList();
  }

  private static void assertFinite(JsonNode json, String... keys) {
    for (String key : keys) {
      JsonNode figure = json.at("/groups/0/figures/" + key);
      assertThat(figure.path("mean").isNumber()).as("%s of %s", key, json).isTrue();
      assertThat(figure.get("mean").asDouble()).isFinite();
      // Two tasks have no interval.
      assertThat(figure.has("low")).isFalse();
    }
    assertThat(json.get("tasks")).extracting(task -> task.get("task").asText()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"vae,edited,unedited", "base,psnr,oracle", "clip,accuracy,accuracy"})
  void aStageIsMeasured(String stage, String one, String other) throws Exception {
    JsonNode json = measure(stage, "--tasks", "invert,bgred", "--items", 1);

    assertFinite(json, one, other);
    assertThat(json.at("/size").asInt()).isEqualTo(64);
  }

  @Test
  void theAdapterIsMeasuredTwiceTheSameAndShown() throws Exception {
    Path sheet = folder.resolve("sheet.png");
    Path markdown = folder.resolve("adapter.md");
    JsonNode json =
        measure(
            "adapter",
            "--tasks",
            "bgred,invert",
            "--items",
            1,
            "--sheet",
            sheet,
            "--markdown",
            markdown);

    assertFinite(json, "psnr", "copy", "gain", "wrong", "oracle", "wrong_true", "wrong_shown");
    assertThat(PictureReader.read(sheet).height()).isEqualTo(68);
    assertThat(Files.readString(markdown))
        .contains(
            "`lorweb tiny measure adapter --model tiny-kontext --items 1 --size 64 --steps 2 --draft 64 --fit 0");
    // The same item, asked alone and with another number of threads.
    JsonNode again = measure("adapter", "--tasks", "invert", "--items", 1, "--threads", 1);
    assertThat(again.at("/tasks/0/figures")).isEqualTo(json.at("/tasks/0/figures"));
  }

  @ParameterizedTest
  @CsvSource({
    "flux,,,'flux'",
    "base,--items,0,--items",
    "base,--threads,0,--threads",
    "base,--steps,0,steps 0",
    "base,--size,65,--size 65 must be a multiple of 8",
    "base,--size,-16,--size",
    "base,--tasks,inver,'inver' is not one",
    "base,--model,nowhere,nowhere",
    "base,--sheet,sheet.jpg,.png",
    "clip,--sheet,sheet.png,makes no pictures",
    "vae,--steps,4,--steps",
    "base,--fit,4,--fit goes with the stage adapter",
    "adapter,--fit,-1,fit -1",
    "vae,--size,62,--size 62 must be a multiple of 4",
    "base,--adapter,x.safetensors,go with the stage adapter",
    "clip,--lora,x.safetensors,go with the stage adapter"
  })
  void senselessOptionsAreRefused(String stage, String option, String value, String word) {
    Object[] words =
        option == null
            ? new Object[] {"tiny", "measure", stage}
            : new Object[] {"tiny", "measure", stage, option, value};

    CommandRun.of(words).refused(word);
  }

  @Test
  void anAdapterAndALoraExcludeEachOther() {
    CommandRun.of("tiny", "measure", "adapter", "--adapter", "a", "--lora", "b")
        .refused("--adapter", "--lora", "exclusive");
  }
}
