package io.lorweb.image;

import static io.lorweb.image.ColourProfiles.IGNORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourProfilesTest {

  private static final Picture COLOURS =
      Picture.of(4, 1, TestPng.bytes(255, 0, 0, 200, 60, 60, 128, 128, 128, 30, 140, 220));

  @TempDir Path folder;

  private static Picture read(byte[] file) {
    return PictureReader.read(file, "x");
  }

  private Picture stored(byte[] file) throws IOException {
    return PictureReader.read(Files.write(folder.resolve("stored"), file), IGNORED);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = ColourProfilesTest.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  private static byte[] png(Picture picture, byte[] profile) {
    return TestProfiles.png(PngWriter.toBytes(picture), TestProfiles.iccp(profile));
  }

  private static String note(byte[] file) {
    return ProfileNote.of(file, "x").map(ProfileNote::line).orElse("");
  }

  private static void assertConverted(Picture converted, Picture stored) {
    for (int y = 0; y < stored.height(); y++) {
      for (int x = 0; x < stored.width(); x++) {
        int from = stored.pixel(x, y);
        int to = converted.pixel(x, y);
        double[] expected = TestProfiles.p3ToSrgb(from >> 16 & 255, from >> 8 & 255, from & 255);
        for (int c = 0; c < 3; c++) {
          assertThat((double) (to >> (16 - 8 * c) & 255)).isCloseTo(expected[c], within(1.5));
        }
      }
    }
  }

  @Test
  void coloursOfAWiderSpaceBecomeMoreSaturatedNumbers() throws IOException {
    byte[] file = png(COLOURS, TestProfiles.displayP3());
    Picture converted = read(file);

    assertConverted(converted, COLOURS);
    assertThat(converted.pixel(0, 0) & 0xFFFFFF).isEqualTo(0xFF0000);
    assertThat(converted.pixel(1, 0) >> 16 & 255).isGreaterThan(200 + 10);
    assertThat(converted.pixel(1, 0) & 255).isLessThan(60 - 5);
    assertThat(converted.pixel(2, 0) & 0xFFFFFF).isEqualTo(0x808080);
    assertThat(stored(file)).isEqualTo(COLOURS);
    assertThat(note(file)).isEqualTo("x: colours converted from Display P3 to sRGB");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 65519})
  void jpegsHoldTheirProfileInSegments(int size) throws IOException {
    byte[] bare = JpegWriter.toBytes(COLOURS.resize(64, 16, Resampling.LANCZOS), 95);
    byte[] file = TestProfiles.jpeg(bare, TestProfiles.displayP3(), size);

    assertConverted(read(file), read(bare));
    assertThat(stored(file)).isEqualTo(read(bare));
    assertThat(note(file)).contains("Display P3");
  }

  @Test
  void jpegsWithAPartMissingAreReadWithoutTheProfile() {
    byte[] bare = JpegWriter.toBytes(COLOURS, 95);
    byte[] file = TestProfiles.jpeg(bare, TestProfiles.displayP3(), 100);
    byte[] torn = new byte[file.length - 118];
    System.arraycopy(file, 0, torn, 0, 2);
    System.arraycopy(file, 120, torn, 2, torn.length - 2);

    assertThat(read(torn)).isEqualTo(read(bare));
    assertThat(note(torn))
        .isEqualTo("x: its colour profile has parts that do not belong together and is ignored");
  }

  private static byte[] webp(byte[] bare, byte[] profile) {
    ByteBuffer simple = ByteBuffer.wrap(bare).order(ByteOrder.LITTLE_ENDIAN);
    int sides = simple.getInt(21);
    int width = sides & 0x3FFF;
    int height = sides >>> 14 & 0x3FFF;
    int padded = profile.length + (profile.length & 1);
    ByteBuffer file =
        ByteBuffer.allocate(bare.length + 18 + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10);
    file.putInt(0x20).putShort((short) width).put((byte) 0).putShort((short) height).put((byte) 0);
    file.put(ascii("ICCP")).putInt(profile.length).put(profile);
    file.position(38 + padded);
    return file.put(bare, 12, bare.length - 12).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void webpsAreConverted() throws IOException {
    byte[] bare = resource("lossless.webp");
    assertThat(new String(bare, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("VP8L");
    byte[] file = webp(bare, TestProfiles.displayP3());

    assertConverted(read(file), read(bare));
    assertThat(read(file)).isNotEqualTo(read(bare));
    assertThat(stored(file)).isEqualTo(read(bare));
  }

  @Test
  void palettesAreConverted() {
    byte[] file =
        new TestPng()
            .header(2, 1, 8, 3)
            .chunk("iCCP", TestProfiles.iccp(TestProfiles.displayP3()))
            .chunk("PLTE", TestPng.bytes(200, 60, 60, 30, 140, 220))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 0, 1)))
            .end();
    assertConverted(read(file), Picture.of(2, 1, TestPng.bytes(200, 60, 60, 30, 140, 220)));
  }

  @Test
  void coloursAreConvertedBeforeTheyLieOnWhite() {
    byte[] file =
        new TestPng()
            .header(1, 1, 8, 6)
            .chunk("iCCP", TestProfiles.iccp(TestProfiles.displayP3()))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 200, 60, 60, 128)))
            .end();
    double[] opaque = TestProfiles.p3ToSrgb(200, 60, 60);
    int pixel = read(file).pixel(0, 0);
    for (int c = 0; c < 3; c++) {
      assertThat((double) (pixel >> (16 - 8 * c) & 255))
          .isCloseTo((opaque[c] * 128 + 255 * 127) / 255, within(1.0));
    }
  }

  @Test
  void picturesInAnotherFormOfSrgbStayBitForBit() throws IOException {
    byte[] bare = resource("444.jpg");
    byte[] file = TestProfiles.jpeg(bare, TestProfiles.srgb(), 65519);
    assertThat(read(file)).isEqualTo(read(bare));
    assertThat(note(file)).isEmpty();
    byte[] darker = TestProfiles.jpeg(bare, TestProfiles.gamma(1.8), 65519);
    assertThat(read(darker)).isNotEqualTo(read(bare));
  }

  @ParameterizedTest
  @CsvSource({"1.0, 188", "1.8, 147", "2.6, 113"})
  void greyProfilesHaveAGamma(double gamma, int expected) throws IOException {
    byte[] file =
        new TestPng()
            .header(1, 1, 8, 0)
            .chunk("iCCP", TestProfiles.iccp(TestProfiles.grey(gamma)))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 128)))
            .end();
    int pixel = read(file).pixel(0, 0) & 0xFFFFFF;
    assertThat(pixel >> 16).isCloseTo(expected, within(1));
    assertThat(pixel).isEqualTo((pixel & 255) * 0x010101);
    assertThat(stored(file)).isEqualTo(Picture.filled(1, 1, 0x808080));
  }

  @Test
  void greyPicturesMayHaveAProfileOfColours() {
    byte[] file =
        new TestPng()
            .header(1, 1, 8, 0)
            .chunk("iCCP", TestProfiles.iccp(TestProfiles.gamma(1.0)))
            .chunk("IDAT", TestPng.deflate(TestPng.bytes(0, 128)))
            .end();
    assertThat(read(file).pixel(0, 0) & 255).isCloseTo(188, within(1));
  }

  @Test
  void profilesOfAnotherKindOfPictureAreIgnored() {
    byte[] file = png(COLOURS, TestProfiles.grey(1.0));
    assertThat(read(file)).isEqualTo(COLOURS);
    assertThat(note(file))
        .isEqualTo(
            "x: its colour profile is for grey pictures, and this one is RGB and is ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmyk.jpg", "ycck.jpg"})
  void inksAreWhatTheirProfileSays(String name) throws IOException {
    byte[] bare = resource(name);
    byte[] file = TestProfiles.jpeg(bare, TestProfiles.inks(), 65519);
    Picture converted = read(file);
    Picture before = read(bare);

    assertThat(converted.size()).isEqualTo(before.size());
    assertThat(stored(file)).isEqualTo(before);
    // The profile's paper is white and all of its inks are one grey: more ink is darker.
    int lightest = 0;
    int darkest = 255;
    for (int y = 0; y < before.height(); y++) {
      for (int x = 0; x < before.width(); x++) {
        int pixel = converted.pixel(x, y);
        int level = pixel >> 8 & 255;
        assertThat(Math.abs((pixel & 255) - level)).isLessThanOrEqualTo(4);
        lightest = Math.max(lightest, level);
        darkest = Math.min(darkest, level);
        if ((before.pixel(x, y) & 0xFFFFFF) == 0) {
          assertThat(level).isCloseTo(71, within(8));
        }
      }
    }
    assertThat(darkest).isBetween(63, 79);
    assertThat(lightest).isGreaterThan(darkest);
  }

  @Test
  void bareOfInkIsPaper() {
    ToSrgb inks = new ToSrgb(new IccHeader(TestProfiles.inks()).relative(), PixelKind.INKS);
    byte[] rgb = new byte[6];
    inks.convert(TestPng.bytes(0, 0, 0, 0, 0, 0, 0, 255), rgb);
    assertThat(rgb[0] & 255).isGreaterThan(250);
    assertThat(rgb[3] & 255).isCloseTo(71, within(4));
  }

  @ParameterizedTest
  @CsvSource({
    "36, is none",
    "12, is of a kind that is not read",
    "16, is of a kind that is not read",
    "128, is damaged",
    "136, is damaged",
    "0, is cut short"
  })
  void brokenProfilesAreNamedAndIgnored(int at, String why) {
    byte[] profile = TestProfiles.displayP3();
    profile[at] = 'Z';
    byte[] file = png(COLOURS, profile);
    assertThat(read(file)).isEqualTo(COLOURS);
    assertThat(note(file)).isEqualTo("x: its colour profile " + why + " and is ignored");
  }

  @Test
  void everyBrokenByteLeavesAPicture() {
    byte[] sound = TestProfiles.displayP3();
    for (int at = 0; at < sound.length; at++) {
      byte[] profile = sound.clone();
      profile[at] ^= (byte) 0xFF;
      assertThat(read(png(COLOURS, profile)).size()).isEqualTo(COLOURS.size());
    }
    for (int length = 0; length < sound.length; length += 7) {
      byte[] file = png(COLOURS, Arrays.copyOf(sound, length));
      assertThat(read(file)).isEqualTo(COLOURS);
      assertThat(note(file)).endsWith("is cut short and is ignored");
    }
  }

  @Test
  void largeProfilesAreNotUnpacked() {
    byte[] large = Arrays.copyOf(TestProfiles.displayP3(), Embedded.MAX_BYTES + 1);
    byte[] file = png(COLOURS, large);
    assertThat(file.length).isLessThan(10_000);
    assertThat(read(file)).isEqualTo(COLOURS);
    assertThat(note(file)).isEqualTo("x: its colour profile is larger than 4 MB and is ignored");

    byte[] garbled = TestProfiles.iccp(TestProfiles.displayP3());
    Arrays.fill(garbled, 3, 20, (byte) 0x55);
    file = TestProfiles.png(PngWriter.toBytes(COLOURS), garbled);
    assertThat(read(file)).isEqualTo(COLOURS);
    assertThat(note(file)).isEqualTo("x: its colour profile cannot be unpacked and is ignored");
  }

  @Test
  void namesAreOneLineWithoutControls() {
    byte[] profile = TestProfiles.displayP3();
    String text = new String(profile, StandardCharsets.UTF_16BE);
    byte[] odd = text.replace("Display", "D\u001bsp\nay").getBytes(StandardCharsets.UTF_16BE);
    assertThat(note(png(COLOURS, odd))).isEqualTo("x: colours converted from Dspay P3 to sRGB");
  }

  @Test
  void pairsDifferOnlyWhereProfilesAreIgnored() throws IOException {
    Path wide = folder.resolve("a.png");
    Path plain = folder.resolve("a2.png");
    Files.write(wide, png(COLOURS, TestProfiles.displayP3()));
    Files.write(plain, PngWriter.toBytes(COLOURS));

    assertThat(PairDifferences.of(wide, plain, ColourProfiles.CONVERTED)).isEmpty();
    assertThat(PairDifferences.of(wide, plain, IGNORED))
        .singleElement()
        .asString()
        .contains("Display P3")
        .contains("sRGB");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationAndProfileGoTogether(int orientation) {
    byte[] exif =
        ByteBuffer.allocate(26)
            .put(ascii("II*\0"))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putInt(orientation)
            .putInt(0)
            .array();
    TestPng file = new TestPng().header(2, 1, 8, 2);
    byte[] rows = TestPng.deflate(TestPng.bytes(0, 200, 60, 60, 30, 140, 220));
    byte[] turned = file.chunk("eXIf", exif).chunk("IDAT", rows).end();
    byte[] both = TestProfiles.png(turned, TestProfiles.iccp(TestProfiles.displayP3()));

    assertConverted(read(both), read(turned));
    assertThat(read(both).width()).isEqualTo(orientation > 4 ? 1 : 2);
  }
}
