package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bit equality with Pillow on whole pictures is shown by ImageGridParityTest. */
class ResizerTest {

  /** From a formula any program can draw; the digests are of what Pillow 12.3 makes of it. */
  private static Picture drawing(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((i * 2_654_435_761L) >>> 13);
    }
    return Picture.of(width, height, rgb);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 4, BILINEAR, 7f30bebc27543086",
    "1, 1, 5, 4, BICUBIC, 7f30bebc27543086",
    "1, 1, 5, 4, LANCZOS, 7f30bebc27543086",
    "300, 200, 224, 224, BILINEAR, 150b00c200cf6358",
    "300, 200, 224, 224, BICUBIC, cddfb6e15d40525c",
    "300, 200, 224, 224, LANCZOS, 0097a76c547b7fea",
    "31, 7, 200, 333, BILINEAR, 91948b036051525e",
    "31, 7, 200, 333, BICUBIC, 885d8360d432bb0b",
    "31, 7, 200, 333, LANCZOS, 7fe37d893d151faf",
    "640, 480, 17, 1, BILINEAR, 54f95a10f3e46721",
    "640, 480, 17, 1, BICUBIC, 7fc0709d11591555",
    "640, 480, 17, 1, LANCZOS, 3e587d8df4106967",
    "3, 1000, 1000, 3, BILINEAR, f3ef736488ce4daf",
    "3, 1000, 1000, 3, BICUBIC, 2b05012c57203c27",
    "3, 1000, 1000, 3, LANCZOS, aa0c0de2a6ac221e",
    "1600, 1200, 1248, 832, BILINEAR, 5d85d7b148004c9b",
    "1600, 1200, 1248, 832, BICUBIC, e769d1441ba60458",
    "1600, 1200, 1248, 832, LANCZOS, 53e77a4bf4ad09b6",
  })
  void equalsPillow(int w, int h, int width, int height, Resampling filter, String digest) {
    assertThat(drawing(w, h).resize(width, height, filter).sha256()).startsWith(digest);
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void keepsOneColour(Resampling filter) {
    for (Size size : new Size[] {new Size(1, 1), new Size(97, 3), new Size(5, 61)}) {
      Picture resized =
          Picture.filled(13, 17, 0xFF0180).resize(size.width(), size.height(), filter);
      assertThat(resized).isEqualTo(Picture.filled(size.width(), size.height(), 0xFF0180));
    }
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void leavesTheSameSizeAlone(Resampling filter) {
    Picture picture = Drawings.noise(9, 8, 3);
    assertThat(picture.resize(9, 8, filter)).isSameAs(picture);
  }

  @Test
  void refusesEmptySizes() {
    Picture picture = Drawings.noise(2, 2, 3);
    assertThatThrownBy(() -> picture.resize(0, 2, Resampling.BICUBIC))
        .isInstanceOf(InputException.class)
        .hasMessage("a picture of 0 x 2 has no pixels");
  }
}
