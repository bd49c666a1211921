package io.lorweb.analogy;

import io.lorweb.image.Buckets;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;

/**
 * The training composite as the reference makes it ({@code compat}): the composite is resized and
 * cropped as a whole, so that quadrants opposite each other may lose opposite borders.
 *
 * <p>Source: toolkit/dataloader_mixins.py of the reference with {@code full_size_control_images:
 * true}; docs/spec/LORWEB.md 6.1.
 *
 * @param target a, a', b and b', of the size of the bucket
 * @param context the same with b in the place of b'
 */
public record TrainingBox(Picture target, Picture context) {

  /**
   * Composes one training example.
   *
   * @param strip a, a' and b side by side, of any size; stretched to three times b''s width
   * @param answer b', whose size chooses the bucket
   * @param resolution square root of the wanted area of the whole composite, in pixels
   * @throws io.lorweb.error.InputException when the answer is too small or too narrow for a bucket
   */
  public static TrainingBox of(Picture strip, Picture answer, int resolution) {
    int width = answer.width();
    int height = answer.height();
    Buckets.Fit fit = Buckets.fit(answer.size(), resolution);
    Picture thirds = strip.resize(Math.multiplyExact(3, width), height, Resampling.BICUBIC);
    Picture whole =
        new Canvas(Math.multiplyExact(2, width), Math.multiplyExact(2, height))
            .paste(thirds.crop(0, 0, width, height), 0, 0)
            .paste(thirds.crop(width, 0, width, height), width, 0)
            .paste(thirds.crop(2 * width, 0, width, height), 0, height)
            .paste(answer, width, height)
            .toPicture();
    Picture target =
        whole
            .resize(fit.scaleTo().width(), fit.scaleTo().height(), Resampling.BICUBIC)
            .crop(fit.left(), fit.top(), fit.bucket().width(), fit.bucket().height());
    // Sides of buckets are multiples of 16: the halves are equal.
    int halfWidth = target.width() / 2;
    int halfHeight = target.height() / 2;
    Picture b = target.crop(0, halfHeight, halfWidth, halfHeight);
    return new TrainingBox(target, Canvas.of(target).paste(b, halfWidth, halfHeight).toPicture());
  }
}
