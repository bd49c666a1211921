package io.lorweb.eval.suite;

import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import io.lorweb.train.data.RelationPair;
import java.nio.file.Path;

/**
 * What of a picture file a question shows. It is part of the name of what comes out ({@link
 * AnswerKey}).
 */
sealed interface PictureCut {

  /**
   * The part.
   *
   * @param file names the picture in messages
   * @throws io.lorweb.error.InputException when the picture has no such part
   */
  Picture of(Picture whole, Path file);

  /** All of it. */
  record Whole() implements PictureCut {
    @Override
    public Picture of(Picture whole, Path file) {
      return whole;
    }
  }

  /** One of two pictures side by side. */
  record Half(boolean right) implements PictureCut {
    @Override
    public Picture of(Picture whole, Path file) {
      return RelationPair.half(whole, right, file);
    }
  }

  /** All of it in another size, its shape not kept. */
  record Stretched(Size size) implements PictureCut {
    @Override
    public Picture of(Picture whole, Path file) {
      return whole.resize(size.width(), size.height(), Resampling.LANCZOS);
    }
  }

  /** The largest part of its middle that has the shape of a size, in that size. */
  record Fitted(Size size) implements PictureCut {
    @Override
    public Picture of(Picture whole, Path file) {
      double aspect = (double) size.width() / size.height();
      int width = (int) Math.max(1, Math.min(whole.width(), Math.round(whole.height() * aspect)));
      int height = (int) Math.max(1, Math.min(whole.height(), Math.round(whole.width() / aspect)));
      return whole
          .crop((whole.width() - width) / 2, (whole.height() - height) / 2, width, height)
          .resize(size.width(), size.height(), Resampling.LANCZOS);
    }
  }
}
