package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

  @TempDir Path folder;

  // What Pillow reads

  static Stream<String> filesReadLikePillow() throws IOException {
    return pillow().stringPropertyNames().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("filesReadLikePillow")
  void equalsPillow(String file) throws IOException {
    assertThat(PictureReader.read(resource(file), file).sha256())
        .isEqualTo(pillow().getProperty(file));
  }

  /** The bound is 2 where decoders of JPEG may round differently, more for chroma of WebP. */
  @ParameterizedTest
  @CsvSource({
    "444.jpg, 2",
    "422.jpg, 2",
    "420.jpg, 2",
    "rgb.jpg, 2",
    "grey.jpg, 1",
    "cmyk.jpg, 2",
    "ycck.jpg, 2",
    "broken-profile.jpg, 2",
    "orange.webp, 1",
    "lossy.webp, 24",
    "lossy-alpha.webp, 24"
  })
  void isNearPillowOnLossyFiles(String file, int bound) throws IOException {
    Picture expected = PictureReader.read(resource(file + ".expected.png"), file);
    Picture actual = PictureReader.read(resource(file), file);
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(Drawings.distance(actual, expected)).isLessThanOrEqualTo(bound);
  }

  /** Where the Adobe segment of a JPEG names its colour transform. */
  private static int transformAt(byte[] jpeg) {
    for (int at = 2; ; at++) {
      if ((jpeg[at] & 255) == 0xFF && (jpeg[at + 1] & 255) == 0xEE && jpeg[at + 4] == 'A') {
        return at + 15;
      }
    }
  }

  /** As libjpeg and so Pillow: a transform that four components cannot have is a slip for 2. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255})
  void fourComponentsWithAnyTransformAreLumaChromaAndBlack(int transform) throws IOException {
    byte[] file = resource("ycck.jpg");
    assertThat(file[transformAt(file)]).isEqualTo((byte) 2);
    file[transformAt(file)] = (byte) transform;
    Picture expected = PictureReader.read(resource("ycck.jpg.expected.png"), "expected");

    assertThat(Drawings.distance(read(file), expected)).isLessThanOrEqualTo(2);

    file[transformAt(file)] = 0;
    assertThat(Drawings.distance(read(file), expected)).isGreaterThan(50);
  }

  // What is in a PNG

  @Test
  void cutsSixteenBitsToTheUpperEight() {
    byte[] grey = TestPng.file(2, 1, 16, 0, TestPng.bytes(0, 0x12, 0xFF, 0xFE, 0x00));
    assertThat(read(grey)).isEqualTo(Picture.of(2, 1, TestPng.bytes(18, 18, 18, 254, 254, 254)));
    byte[] rgb = TestPng.file(1, 1, 16, 2, TestPng.bytes(0, 1, 255, 2, 128, 3, 127));
    assertThat(read(rgb)).isEqualTo(Picture.of(1, 1, TestPng.bytes(1, 2, 3)));
  }

  @Test
  void putsAlphaOnWhite() {
    byte[] greyAlpha = TestPng.file(3, 1, 8, 4, TestPng.bytes(0, 100, 255, 100, 0, 0, 128));
    assertThat(read(greyAlpha))
        .isEqualTo(Picture.of(3, 1, TestPng.bytes(100, 100, 100, 255, 255, 255, 127, 127, 127)));
    byte[] deep = TestPng.file(1, 1, 16, 6, TestPng.bytes(0, 10, 9, 20, 9, 30, 9, 255, 9));
    assertThat(read(deep)).isEqualTo(Picture.of(1, 1, TestPng.bytes(10, 20, 30)));
  }

  @Test
  void putsTransparentPaletteColoursOnWhite() {
    byte[] file =
        new TestPng()
            .header(2, 1, 8, 3)
            .chunk("PLTE", TestPng.bytes(1, 2, 3, 4, 5, 6))
            .chunk("tRNS", TestPng.bytes(0))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 0, 1)))
            .end();
    assertThat(read(file)).isEqualTo(Picture.of(2, 1, TestPng.bytes(255, 255, 255, 4, 5, 6)));
  }

  @Test
  void comparesTheTransparentColourInFullDepth() {
    byte[] file =
        new TestPng()
            .header(2, 1, 16, 0)
            .chunk("tRNS", TestPng.bytes(0x12, 0x34))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 0x12, 0x34, 0x12, 0x35)))
            .end();
    assertThat(read(file)).isEqualTo(Picture.of(2, 1, TestPng.bytes(255, 255, 255, 18, 18, 18)));
  }

  @Test
  void readsPixelsSpreadOverManyChunks() {
    Picture picture = Drawings.noise(20, 10, 4);
    byte[] whole = PngWriter.toBytes(picture);
    int start = 8 + 25;
    int length = ByteBuffer.wrap(whole).getInt(start);
    byte[] packed = Arrays.copyOfRange(whole, start + 8, start + 8 + length);
    TestPng split = new TestPng().header(20, 10, 8, 2).chunk("IDAT", new byte[0]);
    for (byte each : packed) {
      split.chunk("IDAT", new byte[] {each});
    }
    assertThat(read(split.end())).isEqualTo(picture);
  }

  @Test
  void refusesRowsThatAreMissingOrWronglyFiltered() {
    String message = "x is a damaged or truncated PNG file; save the picture again";
    assertRefused(TestPng.file(2, 3, 8, 0, TestPng.bytes(0, 1, 2, 0, 3, 4)), message);
    assertRefused(TestPng.file(2, 2, 8, 0, TestPng.bytes(0, 1, 2, 0, 3)), message);
    assertRefused(TestPng.file(1, 1, 8, 0, TestPng.bytes(5, 1)), message);
    assertRefused(TestPng.file(1, 1, 4, 2, TestPng.bytes(0, 1, 2)), message);
    assertRefused(TestPng.file(1, 1, 8, 7, TestPng.bytes(0, 1, 2)), message);
  }

  @Test
  void ignoresGammaAndDamagedTexts() {
    byte[] file =
        new TestPng()
            .header(1, 1, 8, 0)
            .chunk("gAMA", TestPng.bytes(0, 0, 0x75, 0x30))
            .chunk("zTXt", TestPng.bytes(1, 2, 3))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 77)))
            .end();
    assertThat(read(file)).isEqualTo(Picture.filled(1, 1, 0x4D4D4D));
  }

  @Test
  void agreesWithImageIoOnItsOwnFiles() throws IOException {
    BufferedImage image = Drawings.noise(31, 17, 5).toBufferedImage();
    assertThat(read(encode("png", image))).isEqualTo(Picture.of(image));
    assertThat(read(encode("bmp", image))).isEqualTo(Picture.of(image));
  }

  @Test
  void readsInterlacedFilesOfImageIo() throws IOException {
    Picture picture = Drawings.noise(21, 13, 6);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), parameters);
    }
    writer.dispose();
    assertThat(file.toByteArray()[8 + 8 + 12]).as("interlaced").isEqualTo((byte) 1);
    assertThat(read(file.toByteArray())).isEqualTo(picture);
  }

  // Orientation

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPicturesUpright(int orientation) throws IOException {
    Picture seen = Drawings.noise(6, 4, 7);
    Picture stored = asStored(seen, orientation);
    byte[] png = PngWriter.toBytes(stored);
    byte[] turned =
        TestPng.concat(
            Arrays.copyOf(png, 33),
            Arrays.copyOfRange(
                new TestPng().chunk("eXIf", exif(orientation)).bytes(), 8, 8 + 12 + 26),
            Arrays.copyOfRange(png, 33, png.length));
    assertThat(read(turned)).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPhotographsUpright(int orientation) throws IOException {
    Picture seen = Drawings.slopes(64, 48);
    byte[] jpeg = encode("jpg", asStored(seen, orientation).toBufferedImage());
    byte[] data = TestPng.concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(orientation));
    byte[] turned =
        TestPng.concat(
            Arrays.copyOf(jpeg, 2),
            TestPng.bytes(0xFF, 0xE1, 0, data.length + 2),
            data,
            Arrays.copyOfRange(jpeg, 2, jpeg.length));
    Picture read = read(turned);
    assertThat(read.size()).isEqualTo(seen.size());
    assertThat(Drawings.distance(read, seen)).isLessThan(20);
  }

  private static byte[] withChunk(Picture picture, String type, String data) {
    byte[] png = PngWriter.toBytes(picture);
    byte[] chunk = new TestPng().chunk(type, data.getBytes(StandardCharsets.ISO_8859_1)).bytes();
    return TestPng.concat(
        Arrays.copyOf(png, 33),
        Arrays.copyOfRange(chunk, 8, chunk.length),
        Arrays.copyOfRange(png, 33, png.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPicturesUprightByXmpAndByRawProfiles(int orientation) throws IOException {
    Picture seen = Drawings.noise(6, 4, 7);
    Picture stored = asStored(seen, orientation);
    String xmp = "XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"" + orientation + "\"/>";
    String hex = HexFormat.of().formatHex(exif(orientation));
    String raw =
        "Raw profile type exif\0\nexif\n      26\n"
            + hex.substring(0, 30)
            + "\n"
            + hex.substring(30)
            + "\n";

    assertThat(read(withChunk(stored, "iTXt", xmp))).isEqualTo(seen);
    assertThat(read(withChunk(stored, "tEXt", raw))).isEqualTo(seen);
    assertThat(read(withChunk(seen, "tEXt", "Raw profile type exif\0\nexif\n 26\nno digits\n")))
        .isEqualTo(seen);
  }

  @Test
  void xmpOfAPhotographCountsOnlyWhereExifSaysNothing() throws IOException {
    Picture seen = Drawings.slopes(64, 48);
    byte[] jpeg = encode("jpg", asStored(seen, 6).toBufferedImage());
    byte[] xmp =
        "http://ns.adobe.com/xap/1.0/\0<tiff:Orientation>6</tiff:Orientation>"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] exif = TestPng.concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(1));

    assertThat(read(withSegments(jpeg, xmp)).size()).isEqualTo(seen.size());
    assertThat(read(withSegments(jpeg, xmp, exif)).size())
        .isEqualTo(new Size(seen.height(), seen.width()));
  }

  private static byte[] withSegments(byte[] jpeg, byte[]... segments) {
    byte[] file = Arrays.copyOf(jpeg, 2);
    for (byte[] segment : segments) {
      file = TestPng.concat(file, TestPng.bytes(0xFF, 0xE1, 0, segment.length + 2), segment);
    }
    return TestPng.concat(file, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  @ParameterizedTest
  @CsvSource({
    "'\0\0\0\u0018ftypheic', HEIC",
    "'\0\0\0\u0018ftypavif', AVIF",
    "'II*\0', TIFF",
    "'MM\0*', TIFF",
    "'\0\0\0\fJXL ', JPEG XL",
    "'\0\0\0\fjP  ', JPEG 2000",
    "'\0\0\u0001\0', Windows icon",
    "'8BPS', Photoshop",
    "'<svg xmlns', SVG"
  })
  void namesFormatsThatAreNotRead(String beginning, String format) {
    byte[] file = Arrays.copyOf(beginning.getBytes(StandardCharsets.ISO_8859_1), 40);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is in the format " + format + ", which is not read; give a PNG");
  }

  @Test
  void ofAnAnimationTheFirstPictureIsRead() throws IOException {
    Picture picture = Drawings.noise(8, 8, 1);
    byte[] control = ByteBuffer.allocate(8).putInt(2).putInt(0).array();
    byte[] still = ByteBuffer.allocate(8).putInt(1).putInt(0).array();
    byte[] gif = encode("gif", picture.toBufferedImage());
    // One more picture before the trailer: its separator, place, size and data.
    int first = gifImage(gif);
    byte[] twice =
        TestPng.concat(
            Arrays.copyOf(gif, gif.length - 1),
            Arrays.copyOfRange(gif, first, gif.length - 1),
            new byte[] {0x3B});

    byte[] apng = withChunk(picture, "acTL", new String(control, StandardCharsets.ISO_8859_1));
    byte[] png = withChunk(picture, "acTL", new String(still, StandardCharsets.ISO_8859_1));
    assertThat(read(apng)).isEqualTo(picture);
    assertThat(read(twice)).isEqualTo(read(gif));
    Map<byte[], Boolean> files = Map.of(apng, true, png, false, twice, true, gif, false);
    for (Map.Entry<byte[], Boolean> file : files.entrySet()) {
      Path path = Files.write(folder.resolve("any"), file.getKey());
      assertThat(Animation.is(path)).isEqualTo(file.getValue());
    }
  }

  /** Where the first image of a GIF begins: behind the header, its palette and extensions. */
  private static int gifImage(byte[] gif) {
    int at = 13 + ((gif[10] & 0x80) != 0 ? 3 << (gif[10] & 7) + 1 : 0);
    while (gif[at] == 0x21) {
      at += 2;
      while (gif[at] != 0) {
        at += 1 + (gif[at] & 255);
      }
      at++;
    }
    return at;
  }

  @Test
  void takesDamagedCameraDataForUpright() {
    assertThat(Orientation.ofExif(new byte[0])).isEmpty();
    assertThat(Orientation.ofExif(exif(0))).contains(Orientation.UPRIGHT);
    assertThat(Orientation.ofExif(exif(9))).contains(Orientation.UPRIGHT);
    assertThat(Orientation.ofExif(exif(6))).contains(Orientation.TURNED_LEFT);
    byte[] cut = Arrays.copyOf(exif(6), 15);
    assertThat(Orientation.ofExif(cut)).isEmpty();
  }

  // What the user can mend

  @Test
  void namesWhatIsNoFile() {
    assertThatThrownBy(() -> PictureReader.read(folder.resolve("none.png")))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("none.png") + " does not exist; give the path of a picture");
    assertThatThrownBy(() -> PictureReader.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + " is not a file; give the path of a picture");
  }

  @Test
  void refusesLargeFilesUnread() throws IOException {
    Path large = folder.resolve("large.png");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((50L << 20) + 1);
    }
    assertThatThrownBy(() -> PictureReader.read(large))
        .isInstanceOf(InputException.class)
        .hasMessage(large + " has 51 MB, more than the limit of 50 MB; give a smaller file");
  }

  @Test
  void refusesWhatIsNoPicture() {
    assertRefused(new byte[0], "x is empty; give a PNG, JPEG, WebP, BMP or GIF picture");
    byte[] zip = TestPng.concat("PK\3\4".getBytes(StandardCharsets.US_ASCII), new byte[100]);
    String unknown =
        "x is not a picture of a known format; give a PNG, JPEG, WebP, BMP or GIF picture";
    assertRefused(zip, unknown);
    assertRefused(new byte[] {(byte) 0x89}, unknown);
  }

  @Test
  void refusesBombsFromTheHeader() {
    byte[] png = TestPng.file(20_000, 20_000, 8, 2, new byte[10]);
    String message = "x has 20000 x 20000 pixels, more than the 89,478,485 that are read";
    Assertions.assertTimeout(
        Duration.ofMillis(100), () -> assertRefused(png, message + "; make it smaller"));
    byte[] huge = TestPng.file(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 6, new byte[10]);
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("2147483647 x 2147483647 pixels");
    byte[] negative = TestPng.file(-1, -1, 8, 2, new byte[10]);
    assertThatThrownBy(() -> read(negative)).hasMessageContaining("4294967295 x 4294967295");
    byte[] none = TestPng.file(0, 5, 8, 2, new byte[10]);
    assertRefused(none, "x is damaged: its size is 0 x 5; save the picture again");
  }

  @Test
  void refusesFewBytesThatClaimToBeManyPixels() {
    assertRefused(
        TestPng.file(9000, 9000, 8, 2, new byte[1000]),
        "x is damaged: it holds too little data for 9000 x 9000 pixels; save the picture again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"420.jpg", "palette.gif", "lossless.webp"})
  void refusesBombsOfOtherFormats(String file) throws IOException {
    byte[] bytes = resource(file);
    byte[] sides = TestPng.bytes(0xFF, 0xFF, 0xFF, 0xFF);
    switch (file) {
      case "420.jpg" -> System.arraycopy(sides, 0, bytes, frameStart(bytes), 4);
      // The first image descriptor: 0x2C, left, top, width, height.
      case "palette.gif" -> System.arraycopy(sides, 0, bytes, 13 + 3 * 32 + 5, 4);
      default -> {
        System.arraycopy(sides, 0, bytes, 21, 3); // 14 bits for each side
        bytes[24] = 0x0F;
      }
    }
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than the 89,478,485 that are read");
  }

  @Test
  void refusesWidthsThatTheFileCannotHold() throws IOException {
    byte[] bytes = resource("colours.bmp");
    bytes[20] = 127; // 26 + 127 * 65536 pixels wide
    assertRefused(bytes, "x is a damaged or truncated BMP file; save the picture again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb-8.png",
        "palette-4-interlaced.png",
        "420.jpg",
        "cmyk.jpg",
        "grey.jpg",
        "lossy.webp",
        "lossless.webp",
        "lossy-alpha.webp",
        "colours.bmp",
        "palette.gif"
      })
  void refusesTruncatedFiles(String file) throws IOException {
    byte[] bytes = resource(file);
    for (int percent : new int[] {5, 30, 60, 90}) {
      byte[] cut = Arrays.copyOf(bytes, bytes.length * percent / 100);
      assertThatThrownBy(() -> read(cut))
          .as("%d %% of %s", percent, file)
          .isInstanceOf(InputException.class)
          .satisfies(e -> assertThat(e.getMessage()).startsWith("x ").doesNotContain("\n"));
    }
  }

  @ParameterizedTest
  @MethodSource("filesReadLikePillow")
  void blamesTheFileForEveryDamage(String file) throws IOException {
    byte[] bytes = resource(file);
    Random random = new Random(file.hashCode());
    for (int round = 0; round < 40; round++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(read(damaged)).isNotNull();
      } catch (InputException e) {
        assertThat(e.getMessage()).startsWith("x ").doesNotContain("\n");
      }
    }
  }

  @Test
  void refusesWrongChecksums() {
    byte[] file = PngWriter.toBytes(Drawings.noise(4, 4, 8));
    file[8 + 25 + 8 + 20] ^= 1;
    assertRefused(
        file, "x is damaged: the checksum of its chunk IDAT is wrong; save the picture again");
  }

  /** A still picture as the second frame's place in an animation of two, at (2, 4). */
  @Test
  void anAnimatedWebpGivesItsFirstFrameOnWhite() throws IOException {
    assertThat(read(resource("animation.webp"))).isNotNull();
    byte[] still = resource("lossless.webp");
    Picture frame = read(still);
    int width = frame.width() + 6;
    int height = frame.height() + 5;
    byte[] picture = Arrays.copyOfRange(still, 12, still.length);
    ByteBuffer file =
        ByteBuffer.allocate(12 + 18 + 2 * (24 + picture.length)).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(file.capacity() - 8);
    file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(2);
    three(file, width - 1);
    three(file, height - 1);
    for (int place : new int[] {1, 0}) {
      file.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + picture.length);
      three(file, place);
      three(file, 2 * place);
      three(file, frame.width() - 1);
      three(file, frame.height() - 1);
      file.putInt(100).put(picture);
    }

    Picture read = read(file.array());

    assertThat(read.size()).isEqualTo(new Size(width, height));
    assertThat(read.crop(2, 4, frame.width(), frame.height())).isEqualTo(frame);
    assertThat(read.crop(0, 0, width, 4)).isEqualTo(Picture.filled(width, 4, 0xFFFFFF));
    assertThat(Animation.is(Files.write(folder.resolve("x"), file.array()))).isTrue();
  }

  private static void three(ByteBuffer file, int value) {
    file.putShort((short) value).put((byte) 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
  void readsOnePixel(String format) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, 0xFFFFFF);
    assertThat(read(encode(format, image))).isEqualTo(Picture.filled(1, 1, 0xFFFFFF));
  }

  @Test
  void goesByContentNotByName() throws IOException {
    Path file = folder.resolve("really-a-png.jpg");
    Picture picture = Drawings.noise(3, 3, 9);
    Files.write(file, PngWriter.toBytes(picture));
    assertThat(PictureReader.read(file)).isEqualTo(picture);
  }

  private static Picture read(byte[] file) {
    return PictureReader.read(file, "x");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class).hasMessage(message);
  }

  /** Where a JPEG's frame header holds height and width. */
  private static int frameStart(byte[] jpeg) {
    for (int i = 0; ; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] >= (byte) 0xC0 && jpeg[i + 1] <= (byte) 0xC2) {
        return i + 5;
      }
    }
  }

  /** What the camera stores when the scene is {@code seen}: the eight cases written out. */
  private static Picture asStored(Picture seen, int orientation) {
    boolean swapped = orientation >= 5;
    int width = swapped ? seen.height() : seen.width();
    int height = swapped ? seen.width() : seen.height();
    byte[] rgb = new byte[width * height * 3];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int lastX = seen.width() - 1;
        int lastY = seen.height() - 1;
        // EXIF 2.3, tag 0x0112: row 0 and column 0 are these sides of the scene.
        int colour =
            switch (orientation) {
              case 1 -> seen.pixel(column, row); // top, left
              case 2 -> seen.pixel(lastX - column, row); // top, right
              case 3 -> seen.pixel(lastX - column, lastY - row); // bottom, right
              case 4 -> seen.pixel(column, lastY - row); // bottom, left
              case 5 -> seen.pixel(row, column); // left, top
              case 6 -> seen.pixel(lastX - row, column); // right, top
              case 7 -> seen.pixel(lastX - row, lastY - column); // right, bottom
              default -> seen.pixel(row, lastY - column); // left, bottom
            };
        int at = (row * width + column) * 3;
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
      }
    }
    return Picture.of(width, height, rgb);
  }

  /** A TIFF of one directory with one entry, 26 bytes. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static byte[] encode(String format, BufferedImage image) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format).next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(image);
    }
    writer.dispose();
    return file.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = PictureReaderTest.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  private static Properties pillow() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = PictureReaderTest.class.getResourceAsStream("pillow.properties")) {
      properties.load(stream);
    }
    return properties;
  }
}
