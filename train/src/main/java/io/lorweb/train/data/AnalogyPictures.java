package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import java.nio.file.Path;
import java.util.Optional;

/** The four pictures of an analogy, a : a' :: b : b'. */
record AnalogyPictures(Picture a, Picture a2, Picture b, Picture b2) {

  /**
   * Reads an entry's pictures.
   *
   * @param demonstration shows the edit when {@code entry} is a pair
   * @param reference whether all pictures are stretched to the size of b' at once, as the reference
   *     does it; else a strip is just cut in thirds
   */
  static AnalogyPictures read(Entry entry, Optional<Entry.Pair> demonstration, boolean reference) {
    if (entry instanceof Entry.Strip strip) {
      Picture b2 = picture(strip.result());
      Picture row = picture(strip.strip());
      if (row.width() < 3) {
        throw InputException.of(
            "%s is %d pixels wide, too narrow for three pictures", strip.strip(), row.width());
      }
      if (reference) {
        row = row.resize(Math.multiplyExact(3, b2.width()), b2.height(), Resampling.BICUBIC);
      }
      int third = row.width() / 3;
      return new AnalogyPictures(
          row.crop(0, 0, third, row.height()),
          row.crop(third, 0, third, row.height()),
          row.crop(2 * third, 0, third, row.height()),
          b2);
    }
    AnalogyPictures shown;
    if (entry instanceof Entry.Quad quad) {
      shown =
          new AnalogyPictures(
              picture(quad.a()), picture(quad.a2()), picture(quad.b()), picture(quad.b2()));
    } else {
      Entry.Pair pair = (Entry.Pair) entry;
      Entry.Pair shows = demonstration.orElseThrow();
      shown =
          new AnalogyPictures(
              picture(shows.before()),
              picture(shows.after()),
              picture(pair.before()),
              picture(pair.after()));
    }
    return reference ? shown.stretched() : shown;
  }

  /** Reads the edit of an entry alone: a pair shows itself. */
  static AnalogyPictures edit(Entry entry) {
    if (entry instanceof Entry.Pair pair) {
      Picture before = picture(pair.before());
      Picture after = picture(pair.after());
      return new AnalogyPictures(before, after, before, after);
    }
    return read(entry, Optional.empty(), false);
  }

  private static Picture picture(Path file) {
    try {
      return PictureReader.read(file);
    } catch (InputException e) {
      throw CheckHint.check(e);
    }
  }

  private AnalogyPictures stretched() {
    int width = b2.width();
    int height = b2.height();
    return new AnalogyPictures(
        a.resize(width, height, Resampling.BICUBIC),
        a2.resize(width, height, Resampling.BICUBIC),
        b.resize(width, height, Resampling.BICUBIC),
        b2);
  }

  /** The edit undone. */
  AnalogyPictures reversed() {
    return new AnalogyPictures(a2, a, b2, b);
  }

  /** All pictures mirrored. */
  AnalogyPictures mirrored() {
    return new AnalogyPictures(a.mirrored(), a2.mirrored(), b.mirrored(), b2.mirrored());
  }

  /** [a|a'|b], all of the size of b. */
  Picture strip() {
    int width = b.width();
    return new Canvas(Math.multiplyExact(3, width), b.height())
        .paste(a, 0, 0)
        .paste(a2, width, 0)
        .paste(b, 2 * width, 0)
        .toPicture();
  }
}
