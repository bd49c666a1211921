package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to {@code lorweb data prepare} when it is stopped. */
class DataKilledTest {

  private static final int PICTURES = 12;
  private static final int ANALOGIES = PICTURES * (PICTURES - 1) / 2;

  @TempDir Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void makeCategory() throws IOException {
    source = folder.resolve("Relation252K");
    out = folder.resolve("out");
    Path group = source.resolve("armor/Group1");
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < PICTURES; i++) {
      byte[] rgb = new byte[600 * 300 * 3];
      new Random(i).nextBytes(rgb);
      PngWriter.write(group.resolve(i + ".png"), Picture.of(600, 300, rgb), Map.of());
      labels.append(i > 0 ? "," : "[");
      labels.append("{\"img_name\":\"" + i + ".png\",\"edit_instruction\":\"edit " + i + "\"}");
    }
    Files.writeString(group.resolve("labels.json"), labels + "]");
  }

  private static Map<String, ByteBuffer> tree(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      Map<String, ByteBuffer> tree = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".part")) {
          tree.put(root.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
      }
      return tree;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** By names alone: while the other process works, files come and go under a walk. */
  private long made() {
    Path target = out.resolve("target");
    return Files.exists(target)
        ? Examples.list(target).stream().filter(file -> !file.toString().endsWith(".part")).count()
        : 0;
  }

  private boolean begun() {
    return made() > 6;
  }

  @Test
  void afterBeingKilledItEndsWithTheSameFiles() throws Exception {
    Path whole = folder.resolve("whole");
    CommandRun.of("data", "prepare", source, whole, "--threads", 2).succeeded();
    for (int kill = 0; kill < 2; kill++) {
      long before = made();
      try (ChildRun child =
          ChildRun.start(folder, List.of(), "data", "prepare", source, out, "--threads", 2)) {
        child.until(() -> begun() && made() > before + 2);
        child.signal("KILL");
        assertThat(child.code()).isEqualTo(137);
      }
    }
    assertThat(tree(out)).hasSizeLessThan(3 * ANALOGIES + 2);

    var report =
        CommandRun.of("data", "prepare", source, out, "--threads", 2, "--json").succeeded().json();

    assertThat(report.get("skipped").asInt()).isPositive();
    assertThat(report.get("entries").asInt()).isEqualTo(ANALOGIES);
    assertThat(tree(out)).isEqualTo(tree(whole));
  }

  @Test
  void whenToldToEndItLeavesAUsableFolder() throws Exception {
    try (ChildRun child =
        ChildRun.start(folder, List.of(), "data", "prepare", source, out, "--threads", 2)) {
      child.until(this::begun);
      child.signal("TERM");
      assertThat(child.code()).isEqualTo(143);
      assertThat(child.err()).contains("interrupted after", "run it again");
    }

    int entries = new ObjectMapper().readTree(out.resolve("analogy_metadata.json").toFile()).size();
    assertThat(entries).isBetween(1, ANALOGIES - 1);
    CommandRun check = CommandRun.of("data", "check", out);
    assertThat(check.code()).as(check.out()).isZero();
  }
}
