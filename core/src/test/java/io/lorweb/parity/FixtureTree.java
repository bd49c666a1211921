package io.lorweb.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The tree of golden cases that the parity tests walk: {@code -Dlorweb.fixtures=DIR}. */
public final class FixtureTree {

  /** The folders that some parity test walks. */
  public static final List<String> KNOWN =
      List.of(
          "autoencoder-kl",
          "checkpoint-files",
          "clip-text",
          "flux-transformer",
          "image-grid",
          "kontext-pipeline",
          "lora-dialects",
          "lorweb-adapter",
          "lorweb-checkpoint",
          "lorweb-training",
          "safetensors-files",
          "scheduler",
          "t5-encoder",
          "vision-encoders");

  private FixtureTree() {}

  public static Path root() {
    return Path.of(System.getProperty("lorweb.fixtures", "fixtures"));
  }

  /** What compares one case. */
  @FunctionalInterface
  public interface Check {
    void run(FixtureCase fixture, Comparison comparison) throws Exception;
  }

  /** What looks at one case without comparing all of it. */
  @FunctionalInterface
  public interface Look {
    void at(FixtureCase fixture) throws Exception;
  }

  /** One dynamic test per case of {@code folder}; each must compare every expected key. */
  public static Stream<DynamicTest> cases(String folder, Check check) {
    return each(
        folder,
        fixture -> {
          Comparison comparison = new Comparison(fixture);
          check.run(fixture, comparison);
          comparison.finish(folder + "/" + fixture.name());
        });
  }

  /** One dynamic test per case of {@code folder}. */
  public static Stream<DynamicTest> each(String folder, Look look) {
    return caseFolders(folder).stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    folder + "/" + path.getFileName(),
                    () -> {
                      try (FixtureCase fixture = new FixtureCase(path)) {
                        look.at(fixture);
                      }
                    }));
  }

  public static List<Path> caseFolders(String folder) {
    Path place = root().resolve(folder);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.filter(p -> Files.exists(p.resolve("case.json"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
