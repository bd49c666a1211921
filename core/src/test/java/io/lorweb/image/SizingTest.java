package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import org.junit.jupiter.api.Test;

/** Tables of the reference are walked by SizingParityTest and ImageGridParityTest. */
class SizingTest {

  @Test
  void roundsHalvesToEvenAsPythonDoes() {
    // sqrt(1/4 * 25) = 2.5 becomes 2, sqrt(4 * 25) = 10
    assertThat(Sizing.output(new Size(1, 4), 25, 1)).isEqualTo(new Size(2, 10));
  }

  @Test
  void refusesPicturesWithoutRoomForOneMultiple() {
    assertThatThrownBy(() -> Sizing.output(new Size(10_000, 1), 1 << 20, 16))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the picture of 10000 x 1 is too long and narrow");
    assertThatThrownBy(() -> Sizing.context(new Size(15, 400), 16))
        .isInstanceOf(InputException.class)
        .hasMessage("the picture of 15 x 400 is too small; both sides need at least 16 pixels");
  }

  @Test
  void contextMultiplesFollowTheModel() {
    assertThat(Sizing.context(new Size(1000, 700), 16)).isEqualTo(new Size(1248, 832));
    assertThat(Sizing.context(new Size(1000, 700), 64)).isEqualTo(new Size(1216, 832));
    assertThat(Sizing.floor(new Size(100, 70), 8)).isEqualTo(new Size(96, 64));
  }

  @Test
  void refusesPicturesTooSmallForABucket() {
    assertThatThrownBy(() -> Buckets.fit(new Size(15, 15), 512))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the picture of 15 x 15 is too small or too narrow to train on at resolution 512; a"
                + " side would be shorter than 16 pixels");
  }

  @Test
  void cropsBucketsAboutTheCentre() {
    Buckets.Fit fit = Buckets.fit(new Size(777, 333), 512);
    assertThat(fit.scaleTo().width()).isGreaterThanOrEqualTo(fit.bucket().width());
    assertThat(fit.scaleTo().height()).isGreaterThanOrEqualTo(fit.bucket().height());
    assertThat(fit.left()).isEqualTo((fit.scaleTo().width() - fit.bucket().width()) / 2);
    assertThat(fit.top()).isEqualTo((fit.scaleTo().height() - fit.bucket().height()) / 2);
  }
}
