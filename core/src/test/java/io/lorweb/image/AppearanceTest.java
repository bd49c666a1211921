package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people mean by two pictures that differ in their transparency. */
class AppearanceTest {

  private static final int RGBA = 6;

  /** Two pixels, each red, green, blue, opacity. */
  private static Appearance of(int... rgba) {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.write(0);
    for (int sample : rgba) {
      row.write(sample);
    }
    byte[] file = TestPng.file(2, 1, 8, RGBA, row.toByteArray());
    return Appearance.of(file, "test.png", PictureReader.read(file, "test.png"));
  }

  private static String doubt(Appearance a, Appearance a2) {
    return Appearance.doubt(a, a2).orElse("");
  }

  @Test
  void theSamePictureShowsNoEdit() {
    Appearance a = of(10, 20, 30, 255, 40, 50, 60, 255);
    assertThat(a.stored()).isEqualTo(a.seen());
    assertThat(doubt(a, a)).isEqualTo("a and a' are the same picture: no edit is shown");
  }

  @Test
  void whatDiffersOnlyWhereNobodySeesItShowsNoEdit() {
    Appearance a = of(10, 20, 30, 255, 40, 50, 60, 0);
    Appearance a2 = of(10, 20, 30, 255, 200, 0, 0, 0);
    assertThat(doubt(a, a2)).contains("differ only where they are transparent", "no edit is shown");
  }

  @Test
  void anEditOfTransparencyAloneIsOneToWhite() {
    Appearance opaque = of(10, 20, 30, 255, 40, 50, 60, 255);
    Appearance cut = of(10, 20, 30, 255, 40, 50, 60, 0);
    assertThat(doubt(opaque, cut)).contains("differ in transparency alone", "white is the edit");
    assertThat(doubt(cut, opaque)).contains("differ in transparency alone");
  }

  @Test
  void anotherEditIsNotDoubted() {
    Appearance a = of(10, 20, 30, 255, 40, 50, 60, 0);
    Appearance a2 = of(11, 20, 30, 255, 40, 50, 60, 0);
    assertThat(Appearance.doubt(a, a2)).isEqualTo(Optional.empty());
  }

  @Test
  void theTransparentColourOfAPngWithoutAlphaIsSeenAsWhite() {
    byte[] grey =
        new TestPng()
            .header(2, 1, 8, 0)
            .chunk("tRNS", ByteBuffer.allocate(2).putShort((short) 90).array())
            .chunk("IDAT", TestPng.deflate(new byte[] {0, 90, 12}))
            .end();
    byte[] opaque = TestPng.file(2, 1, 8, 0, new byte[] {0, 90, 12});
    Appearance a = Appearance.of(opaque, "a", PictureReader.read(opaque, "a"));
    Appearance a2 = Appearance.of(grey, "a2", PictureReader.read(grey, "a2"));
    assertThat(doubt(a, a2)).contains("differ in transparency alone");
  }
}
