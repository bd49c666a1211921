package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.study.StudyRuns;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command says which pictures it converts to sRGB. */
class ConvertedPicturesTest {

  private static final String NOTE = "colours converted from";

  @TempDir Path folder;

  /** A copy whose numbers are linear, as its profile says. */
  private Path linear(Path plain, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(plain);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("iCCPlinear\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(chunk)) {
      packed.write(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    }
    CRC32 check = new CRC32();
    check.update(chunk.toByteArray());
    int head = 33; // signature and IHDR
    ByteBuffer tagged = ByteBuffer.allocate(bytes.length + chunk.size() + 8);
    tagged.put(bytes, 0, head).putInt(chunk.size() - 4).put(chunk.toByteArray());
    tagged.putInt((int) check.getValue()).put(bytes, head, bytes.length - head);
    return Files.write(folder.resolve(name), tagged.array());
  }

  @Test
  void interpolateDoes() throws IOException {
    Path shown = Files.createDirectory(folder.resolve("shown"));
    Files.copy(Examples.a("sepia"), shown.resolve("a.png"));
    Files.move(linear(Examples.a2("sepia"), "a2.png"), shown.resolve("a2.png"));

    CommandRun run =
        CommandRun.of(
                "interpolate",
                shown,
                Examples.a("invert").getParent(),
                linear(Examples.b("sepia"), "b.png"),
                "--frames",
                2,
                "--fit",
                0,
                "-o",
                folder.resolve("way.png"))
            .succeeded();

    assertThat(run.err().lines().filter(line -> line.contains(NOTE))).hasSize(2);
  }

  @Test
  void exportDoes() throws IOException {
    CommandRun run =
        CommandRun.of(
                "export",
                "-a",
                Examples.a("sepia"),
                "-t",
                linear(Examples.a2("sepia"), "a2.png"),
                "-b",
                Examples.b("sepia"),
                "--fit",
                0,
                "-o",
                folder.resolve("edit.safetensors"))
            .succeeded();

    assertThat(run.err()).contains("a2.png: " + NOTE);
  }

  @Test
  void masksAreToldToo() throws IOException {
    CommandRun run =
        CommandRun.of(
                "edit",
                Examples.b("sepia"),
                "-p",
                "x",
                "--mask",
                linear(Examples.b("sepia"), "mask.png"),
                "--steps",
                1,
                "-o",
                folder.resolve("out.png"))
            .succeeded();

    assertThat(run.err()).contains("mask.png: " + NOTE);
  }

  @Test
  void dataCheckCountsThem() throws IOException {
    Path before = Files.copy(Examples.a("sepia"), folder.resolve("a.png"));
    Path after = linear(Examples.a2("sepia"), "a2.png");
    Files.writeString(
        folder.resolve("own.jsonl"),
        String.format(
            "{\"before\":\"%s\",\"after\":\"%s\",\"prompt\":\"x\",\"task\":\"t\"}%n",
            before.getFileName(), after.getFileName()));

    CommandRun converted = CommandRun.of("data", "check", folder.resolve("own.jsonl"), "--json");
    CommandRun stored =
        CommandRun.of("data", "check", folder.resolve("own.jsonl"), "--reference-crops", "--json");

    assertThat(converted.out()).contains("\"converted\"").doesNotContain("profile");
    assertThat(converted.err()).contains("read as sRGB");
    assertThat(stored.out()).contains("\"profile\"", "counts as part of the edit");
  }

  @Test
  void evalCountsThem() throws IOException {
    Path suite = folder.resolve("suite.yaml");
    Path b = Examples.b("sepia").toAbsolutePath();
    Path manifest = folder.resolve("questions.jsonl");
    Files.writeString(
        manifest,
        String.format(
            "{\"id\":\"1\",\"task\":\"sepia\",\"a\":\"%s\",\"a2\":\"%s\",\"b\":\"%s\",\"b2\":\"%s\"}%n",
            linear(Examples.a("sepia"), "a.png"),
            linear(Examples.a2("sepia"), "a2.png"),
            b,
            b.resolveSibling("truth.png")));
    Files.writeString(
        suite,
        """
        name: one
        data: [{path: %s}]
        models: [{name: copy of b, by: copy}]
        metrics: [psnr]
        """
            .formatted(manifest));

    CommandRun run = CommandRun.of("eval", "run", suite, "--out", folder.resolve("out"));

    assertThat(run.succeeded().err())
        .contains("2 pictures have other colour profiles: they are read as sRGB");
  }

  @Test
  void studyCountsThem() throws IOException {
    Path run = StudyRuns.write(folder.resolve("run"));
    List<Path> shown;
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      shown = files.filter(file -> file.toString().endsWith("-a.png")).toList();
    }
    for (Path file : shown) {
      Files.move(linear(file, "tagged.png"), file, StandardCopyOption.REPLACE_EXISTING);
    }

    CommandRun made =
        CommandRun.of(
            "study",
            "create",
            run,
            "--models",
            "ours,baseline",
            "--items",
            6,
            "-o",
            folder.resolve("study"));

    assertThat(shown).isNotEmpty();
    assertThat(made.succeeded().err()).contains("other colour profiles: they are read as sRGB");
  }
}
