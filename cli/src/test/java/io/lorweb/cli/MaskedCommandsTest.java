package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --mask} of apply and edit. */
class MaskedCommandsTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;
  private Picture b;
  private Path mask;

  /** White on the right. */
  @BeforeEach
  void mask() {
    b = PictureReader.read(B);
    int half = b.width() / 2;
    Picture white = Picture.filled(b.width() - half, b.height(), 0xFFFFFF);
    mask = folder.resolve("mask.png");
    PngWriter.write(
        mask, new Canvas(b.width(), b.height()).paste(white, half, 0).toPicture(), Map.of());
  }

  private void assertOnlyTheRightHasChanged(Path file) {
    Picture made = PictureReader.read(file);
    int half = b.width() / 2;
    assertThat(made.crop(0, 0, half, b.height())).isEqualTo(b.crop(0, 0, half, b.height()));
    assertThat(made).isNotEqualTo(b);
  }

  @Test
  void theEditStaysInsideAndIsRepeated() throws IOException {
    Path first = folder.resolve("first.png");
    CommandRun.of("apply", A, A2, B, "--mask", mask, "--feather", 0, "-o", first).succeeded();
    assertOnlyTheRightHasChanged(first);

    Path again = folder.resolve("again.png");
    CommandRun.of("apply", "--from", first, "-o", again).succeeded();
    assertThat(PictureReader.read(again)).isEqualTo(PictureReader.read(first));
    Files.delete(mask);
    CommandRun.of("apply", "--from", first, "-o", again).refused("mask.png", "the mask");
  }

  @Test
  void editsAndBatchesHaveMasks() throws IOException {
    Path edited = folder.resolve("edited.png");
    CommandRun.of("edit", B, "-p", "sepia", "--mask", mask, "-o", edited).succeeded();
    assertOnlyTheRightHasChanged(edited);

    Path items = folder.resolve("items.jsonl");
    Files.writeString(
        items,
        String.format(
            "{\"a\": \"%s\", \"a2\": \"%s\", \"b\": \"%s\", \"mask\": \"mask.png\","
                + " \"out\": \"x.png\"}%n",
            A.toAbsolutePath(), A2.toAbsolutePath(), B.toAbsolutePath()));
    Path out = folder.resolve("out");
    CommandRun.of("apply", "--batch", items, "-o", out).succeeded();
    assertOnlyTheRightHasChanged(out.resolve("x.png"));
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    PngWriter.write(mask, Picture.filled(9, 9, 0xFFFFFF), Map.of());
    CommandRun.of("apply", A, A2, B, "--mask", mask, "-o", folder.resolve("x.png"))
        .refused("the mask is 9 x 9 but b is", "give a mask of b's size");
    CommandRun.of("apply", A, A2, B, "--feather", 2, "-o", folder.resolve("x.png"))
        .refused("--feather", "mask");
  }
}
