package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSizeTest {

  @TempDir Path folder;

  private Path write(String name, byte[]... parts) throws IOException {
    Path file = folder.resolve(name);
    try (var stream = Files.newOutputStream(file)) {
      for (byte[] part : parts) {
        stream.write(part);
      }
    }
    return file;
  }

  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(32)
        .put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .putShort((short) marker)
        .putShort((short) (2 + data.length))
        .put(data)
        .array();
  }

  /** A JPEG with segments between its first two bytes and the rest. */
  private Path jpeg(String name, Picture picture, byte[]... segments) throws IOException {
    byte[] file = JpegWriter.toBytes(picture, 95);
    byte[][] parts = new byte[segments.length + 2][];
    parts[0] = java.util.Arrays.copyOf(file, 2);
    System.arraycopy(segments, 0, parts, 1, segments.length);
    parts[segments.length + 1] = java.util.Arrays.copyOfRange(file, 2, file.length);
    return write(name, parts);
  }

  @ParameterizedTest
  @CsvSource({"1, 31, 17", "3, 31, 17", "6, 17, 31", "8, 17, 31"})
  void orientationsAreAppliedAsByTheReader(int orientation, int width, int height)
      throws IOException {
    Path file = jpeg("x.jpg", Picture.filled(31, 17, 0x336699), segment(0xFFE1, exif(orientation)));

    assertThat(PictureSize.of(file)).isEqualTo(new Size(width, height));
    assertThat(PictureReader.read(file).size()).isEqualTo(new Size(width, height));
  }

  @Test
  void headersBehindLargeSegmentsAreFound() throws IOException {
    byte[] large = segment(0xFFE2, new byte[65_000]);
    Path file = jpeg("large.jpg", Picture.filled(31, 17, 0x336699), large, large, large);

    assertThat(PictureSize.of(file)).isEqualTo(new Size(31, 17));
  }

  @Test
  void everyFormatOfTheReaderHasASize() throws IOException {
    Picture picture = Picture.filled(9, 5, 0x336699);
    Path png = folder.resolve("x.png");
    PngWriter.write(png, picture, Map.of());
    Path bmp = folder.resolve("x.bmp");
    javax.imageio.ImageIO.write(picture.toBufferedImage(), "bmp", bmp.toFile());

    assertThat(PictureSize.of(png)).isEqualTo(new Size(9, 5));
    assertThat(PictureSize.of(bmp)).isEqualTo(new Size(9, 5));
  }

  @Test
  void whatIsNoPictureIsNamed() throws IOException {
    Path text = write("text.png", "no picture".getBytes(StandardCharsets.UTF_8));
    Path empty = write("empty.jpg");
    byte[] file = JpegWriter.toBytes(Picture.filled(31, 17, 0), 95);
    Path cut = write("cut.jpg", java.util.Arrays.copyOf(file, 100));

    for (Path bad : new Path[] {text, empty, cut, folder.resolve("none.png"), folder}) {
      assertThatThrownBy(() -> PictureSize.of(bad))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(bad.toString());
    }
  }

  @Test
  void jpegFilesAreTheSameEveryTimeAndNearThePicture() {
    byte[] rgb = new byte[16 * 12 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (100 + i / 12);
    }
    Picture picture = Picture.of(16, 12, rgb);

    byte[] file = JpegWriter.toBytes(picture, 95);

    assertThat(JpegWriter.toBytes(picture, 95)).isEqualTo(file);
    byte[] read = PictureReader.read(file, "x").toBytes();
    for (int i = 0; i < rgb.length; i++) {
      assertThat((read[i] & 255) - (rgb[i] & 255)).isBetween(-6, 6);
    }
    // Quality 95 scales the standard table by a tenth: its first entry 16 becomes 2.
    int table = indexOf(file, new byte[] {(byte) 0xFF, (byte) 0xDB});
    assertThat(file[table + 5]).isEqualTo((byte) 2);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  @Test
  void mirroringExchangesLeftAndRight() {
    Picture picture = Picture.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

    assertThat(picture.mirrored()).isEqualTo(Picture.of(2, 1, new byte[] {4, 5, 6, 1, 2, 3}));
    assertThat(picture.mirrored().mirrored()).isEqualTo(picture);
  }
}
