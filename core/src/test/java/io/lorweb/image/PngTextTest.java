package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTextTest {

  @TempDir Path folder;

  @Test
  void writesAndReadsTexts() {
    byte[] embedded = new byte[3_000_000];
    new Random(1).nextBytes(embedded);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("prompt", "Grüße an 日本 \uD83E\uDD8A,\nzweite Zeile");
    texts.put("empty", "");
    texts.put("a'", Base64.getEncoder().encodeToString(embedded));
    texts.put("long", "ab".repeat(2_000_000));
    Picture picture = Drawings.noise(30, 20, 1);
    Path file = folder.resolve("new/b'.png");
    PngWriter.write(file, picture, texts);
    assertThat(PngText.read(file)).containsExactlyEntriesOf(texts);
    assertThat(PictureReader.read(file)).isEqualTo(picture);
  }

  @Test
  void writesTheSameBytesTwiceAndNothingButTheFile() throws IOException {
    Picture picture = Drawings.slopes(64, 64);
    Map<String, String> texts = Map.of("seed", "50");
    PngWriter.write(folder.resolve("one.png"), picture, texts);
    PngWriter.write(folder.resolve("one.png"), picture, texts);
    assertThat(folder.resolve("one.png")).hasBinaryContent(PngWriter.toBytes(picture, texts));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void otherProgramsReadThePixels() throws IOException {
    for (Picture picture : List.of(Drawings.noise(33, 9, 2), Drawings.slopes(40, 30))) {
      byte[] file = PngWriter.toBytes(picture, Map.of("key", "x".repeat(5000)));
      assertThat(Picture.of(ImageIO.read(new ByteArrayInputStream(file)))).isEqualTo(picture);
    }
  }

  @Test
  void packsFlatPicturesWell() {
    Picture picture = Picture.filled(256, 256, 0x40C0FF);
    assertThat(PngWriter.toBytes(picture).length).isLessThan(256 * 256 * 3 / 100);
  }

  @Test
  void refusesKeysAndValuesThatCannotBeStored() {
    Picture picture = Drawings.noise(1, 1, 1);
    for (String key : List.of("", " x", "x ", "x  y", "日本", "a\nb", "x".repeat(80))) {
      assertThatThrownBy(() -> PngWriter.toBytes(picture, Map.of(key, "v")))
          .as("key <%s>", key)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PngWriter.toBytes(picture, Map.of("k", "a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PngText.read(PngWriter.toBytes(picture, Map.of("x".repeat(79), "v")), "x"))
        .hasSize(1);
  }

  @Test
  void readsAllThreeKindsOfText() {
    byte[] file =
        text("tEXt", latin("one\0gr\u00fcn"))
            .chunk("zTXt", TestPng.concat(latin("two\0\0"), TestPng.deflate(latin("bl\u00e4u"))))
            .chunk("iTXt", latin("three\0\0\0de\0drei\0rot"))
            .chunk("iTXt", TestPng.concat(latin("four\0\1\0\0\0"), TestPng.deflate(latin("gelb"))))
            .end();
    assertThat(PngText.read(file, "x"))
        .containsEntry("one", "gr\u00fcn")
        .containsEntry("two", "bl\u00e4u")
        .containsEntry("three", "rot")
        .containsEntry("four", "gelb");
  }

  @Test
  void stopsUnpackingBombs() {
    byte[] zeros = TestPng.deflate(new byte[65 << 20]);
    byte[] bomb = text("zTXt", TestPng.concat(latin("bomb\0\0"), zeros)).end();
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> PngText.read(bomb, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the texts of x are too long to read: at most 64 MB each and 128 MB in all, and"
                + " \"bomb\" is beyond that");
  }

  @Test
  void stopsAtTheSumOfManyTexts() {
    byte[] part = TestPng.concat(latin("part\0\0"), TestPng.deflate(new byte[30 << 20]));
    TestPng file = text("zTXt", part);
    for (int i = 0; i < 4; i++) {
      file.chunk("zTXt", part);
    }
    byte[] bytes = file.end();
    assertThatThrownBy(() -> PngText.read(bytes, "x")).hasMessageContaining("128 MB in all");
  }

  @Test
  void stopsAtTooManyTexts() {
    TestPng file = new TestPng().header(1, 1, 8, 0);
    for (int i = 0; i < 1001; i++) {
      file.chunk("tEXt", latin("k" + i + "\0v"));
    }
    byte[] bytes = file.end();
    assertThatThrownBy(() -> PngText.read(bytes, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage("x holds more than 1000 texts, too many to read");
  }

  @Test
  void refusesGarbage() {
    assertDamaged("tEXt", latin("no end"), "one of its texts is cut short");
    assertDamaged("zTXt", latin("k\0\1"), "its text \"k\" is packed in an unknown way");
    assertDamaged("zTXt", latin("k\0\0garbage"), "its text \"k\" cannot be unpacked");
    byte[] cut = TestPng.concat(latin("k\0\0"), new byte[] {0x78, (byte) 0x9C});
    assertDamaged("zTXt", cut, "its text \"k\" ends too early");
    assertDamaged("iTXt", latin("k\0"), "its text \"k\" is packed in an unknown way");
    assertDamaged("iTXt", latin("k\0\0\0\0\0\u00ff"), "its text \"k\" is not UTF-8");
    byte[] changed = text("tEXt", latin("k\0value")).end();
    changed[8 + 25 + 8 + 3] ^= 1;
    assertThatThrownBy(() -> PngText.read(changed, "x"))
        .hasMessageContaining("the checksum of its chunk tEXt is wrong");
    assertThatThrownBy(() -> PngText.read(latin("no picture"), "x"))
        .isInstanceOf(InputException.class)
        .hasMessage("x is not a PNG file; give a .png picture");
  }

  private static void assertDamaged(String type, byte[] data, String how) {
    byte[] file = text(type, data).end();
    assertThatThrownBy(() -> PngText.read(file, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage("x is damaged: " + how + "; save the picture again");
  }

  private static TestPng text(String type, byte[] data) {
    return new TestPng().header(1, 1, 8, 0).chunk(type, data);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
