package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.awt.image.BufferedImage;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void refusesSizesThatDoNotFitTheSamples() {
    assertThatThrownBy(() -> Picture.of(2, 2, new byte[11]))
        .isInstanceOf(InputException.class)
        .hasMessage("11 samples do not make a picture of 2 x 2, which has 3 for each pixel");
    assertThatThrownBy(() -> Picture.of(0, 2, new byte[0])).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Picture.filled(40_000, 40_000, 0)).isInstanceOf(InputException.class);
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> Picture.of(2, 2, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("rgb");
    assertThatThrownBy(() -> Picture.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("image");
  }

  @Test
  void aSizeHasPixels() {
    assertThatThrownBy(() -> new Size(-1, 5))
        .isInstanceOf(InputException.class)
        .hasMessage("a size of -1 x 5 has no pixels");
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] samples = {1, 2, 3};
    Picture picture = Picture.of(1, 1, samples);
    samples[0] = 9;
    picture.toBytes()[0] = 9;
    assertThat(picture.pixel(0, 0)).isEqualTo(0x010203);
    assertThatThrownBy(() -> picture.rgb().put((byte) 9))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void cutsWithBlackOutside() {
    Picture picture = Picture.filled(3, 2, 0xFF8040);
    Picture part = picture.crop(-1, 1, 3, 3);
    assertThat(part.size()).isEqualTo(new Size(3, 3));
    assertThat(part.pixel(0, 0)).isZero();
    assertThat(part.pixel(1, 0)).isEqualTo(0xFF8040);
    assertThat(part.pixel(2, 0)).isEqualTo(0xFF8040);
    assertThat(part.pixel(1, 1)).isZero();
    assertThat(picture.crop(50, 50, 2, 2)).isEqualTo(Picture.filled(2, 2, 0));
    assertThat(picture.crop(0, 0, 3, 2)).isEqualTo(picture);
  }

  @Test
  void comparesByContent() {
    Picture picture = Drawings.noise(5, 4, 1);
    Picture same = Drawings.noise(5, 4, 1);
    assertThat(picture).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(picture.sha256()).isEqualTo(same.sha256()).hasSize(64);
    assertThat(picture).isNotEqualTo(Picture.of(4, 5, picture.toBytes()));
    assertThat(picture.sha256()).isNotEqualTo(Picture.of(4, 5, picture.toBytes()).sha256());
  }

  @Test
  void survivesTheWayThroughAwt() {
    Picture picture = Drawings.noise(7, 5, 2);
    assertThat(Picture.of(picture.toBufferedImage())).isEqualTo(picture);
  }

  @Test
  void copiesGreySamplesWithoutGamma() {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    assertThat(Picture.of(grey).pixel(0, 0)).isEqualTo(0x646464);
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x64FF);
    assertThat(Picture.of(deep).pixel(0, 0)).isEqualTo(0x646464);
  }

  @Test
  void putsPremultipliedAlphaOnWhite() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
    image.getRaster().setPixel(0, 0, new int[] {0, 64, 128, 128});
    assertThat(Picture.of(image).pixel(0, 0)).isEqualTo(0x7FBFFF);
  }

  @Test
  void canvasIsUsedUpByItsPicture() {
    Canvas canvas = new Canvas(2, 2);
    assertThat(canvas.toPicture()).isEqualTo(Picture.filled(2, 2, 0));
    assertThatThrownBy(canvas::toPicture).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void canvasBlackensTheLowerRight() {
    Picture picture = Canvas.of(Picture.filled(4, 4, 0xFFFFFF)).blackenFrom(1, 2).toPicture();
    assertThat(picture.pixel(0, 3)).isEqualTo(0xFFFFFF);
    assertThat(picture.pixel(3, 1)).isEqualTo(0xFFFFFF);
    assertThat(picture.pixel(1, 2)).isZero();
    assertThat(picture.pixel(3, 3)).isZero();
  }
}
