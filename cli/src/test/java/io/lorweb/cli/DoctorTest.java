package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void tellsWhatIsHere() {
    JsonNode json = CommandRun.of("doctor", "--json").succeeded().json();

    assertThat(json.get("java").asText()).isEqualTo(Runtime.version().toString());
    assertThat(json.get("engine").asText()).startsWith("libtorch 2.");
    assertThat(json.get("threads").asInt()).isEqualTo(1);
    assertThat(json.get("threads_why").asText()).isEqualTo("as asked for");
    assertThat(json.get("cores").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(json.get("device").asText())
        .isEqualTo(json.get("cuda").asBoolean() ? "cuda" : "cpu");
    assertThat(json.get("omp_wait_policy").asText()).isEqualTo("PASSIVE");
    assertThat(json.get("free_memory_mib").asLong()).isBetween(1024L, 1L << 30);
    assertThat(json.get("cache").asText()).isEqualTo(System.getenv("LORWEB_CACHE"));
    assertThat(json.get("free_disk_mib").asLong()).isBetween(1024L, 1L << 40);
    assertThat(Path.of(json.get("engine_cache").asText())).isDirectory();
    assertThat(Path.of(json.get("tokenizers_cache").asText()))
        .isEqualTo(Path.of(System.getenv("LORWEB_CACHE")).resolve("tokenizers"));
    assertThat(json.get("problems")).isEmpty();
    assertThat(json.get("models").get(0).get("name").asText()).isEqualTo("tiny-kontext");
  }

  @Test
  void saysTheSameToPeople() {
    assertThat(CommandRun.of("doctor").succeeded().out())
        .contains("java ", "engine ", "tiny-kontext", "all is well");
  }

  @Test
  void saysHowManyThreadsTheModelGetsAndWhy() throws Exception {
    try (ChildRun run = ChildRun.start(folder, child("doctor"))) {
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .containsPattern("threads +1\\R")
          .containsPattern("threads_why +width 192 is below 512");
    }
  }

  @Test
  void listsTheModels() {
    JsonNode models = CommandRun.of("models", "--json").succeeded().json();

    assertThat(models.get(0).get("name").asText()).isEqualTo("tiny-kontext");
    assertThat(models.get(0).get("embedded").asBoolean()).isTrue();
    assertThat(Path.of(models.get(0).get("path").asText())).isDirectory();
    assertThat(CommandRun.of("models").succeeded().out()).startsWith("tiny-kontext ");
  }

  @Test
  void namesAProblemWithItsRemedy() throws Exception {
    ProcessBuilder builder = child("doctor", "--json");
    builder.environment().put("OMP_WAIT_POLICY", "ACTIVE");
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).contains("OMP_WAIT_POLICY is ACTIVE", "remedy");
    }
  }

  @Test
  void namesTheVariableOfACacheThatCannotBeWritten() throws Exception {
    Path cache = Files.writeString(folder.resolve("file"), "").resolve("cache");
    ProcessBuilder builder = child("doctor");
    builder.environment().put("LORWEB_CACHE", cache.toString());
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "the cache " + cache + " cannot be written",
              "the cache " + cache.resolve("tokenizers") + " cannot be written",
              "or name another by LORWEB_CACHE");
    }
  }

  @Test
  void findsModelsInTheHubCache() throws Exception {
    Path snapshot = folder.resolve("hub/models--someone--kontext/snapshots/0123");
    Examples.copy(
        Examples.CHECKPOINT.resolve("model"),
        Files.createDirectories(snapshot.getParent()).resolve("0123"));
    ProcessBuilder builder = child("models");
    builder.environment().putAll(Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()));
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("someone/kontext", snapshot.toString());
    }
  }

  private static ProcessBuilder child(String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.lorweb.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
