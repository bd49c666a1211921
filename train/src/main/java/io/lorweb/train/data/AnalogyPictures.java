package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.ColourProfiles;
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
   * @param reference whether all pictures are stretched to the size of b' at once and colour
   *     profiles ignored, as the reference does it; else a strip is just cut in thirds
   */
  static AnalogyPictures read(Entry entry, Optional<Entry.Pair> demonstration, boolean reference) {
    return read(entry, demonstration, reference, profiles(reference));
  }

  private static ColourProfiles profiles(boolean reference) {
    return reference ? ColourProfiles.IGNORED : ColourProfiles.CONVERTED;
  }

  private static AnalogyPictures read(
      Entry entry, Optional<Entry.Pair> demonstration, boolean stretched, ColourProfiles profiles) {
    if (entry instanceof Entry.Strip strip) {
      Picture b2 = picture(strip.result(), profiles);
      Picture row = picture(strip.strip(), profiles);
      if (row.width() < 3) {
        throw InputException.of(
            "%s is %d pixels wide, too narrow for three pictures", strip.strip(), row.width());
      }
      if (stretched) {
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
              picture(quad.a(), profiles),
              picture(quad.a2(), profiles),
              picture(quad.b(), profiles),
              picture(quad.b2(), profiles));
    } else {
      Entry.Pair pair = (Entry.Pair) entry;
      Entry.Pair shows = demonstration.orElseThrow();
      shown =
          new AnalogyPictures(
              picture(shows.before(), profiles),
              picture(shows.after(), profiles),
              picture(pair.before(), profiles),
              picture(pair.after(), profiles));
    }
    return stretched ? shown.stretched() : shown;
  }

  /**
   * Reads the edit of an entry alone: a pair shows itself.
   *
   * @param reference whether colour profiles are ignored, as the reference does it
   */
  static AnalogyPictures edit(Entry entry, boolean reference) {
    ColourProfiles profiles = profiles(reference);
    if (entry instanceof Entry.Pair pair) {
      Picture before = picture(pair.before(), profiles);
      Picture after = picture(pair.after(), profiles);
      return new AnalogyPictures(before, after, before, after);
    }
    return read(entry, Optional.empty(), false, profiles);
  }

  private static Picture picture(Path file, ColourProfiles profiles) {
    try {
      return PictureReader.read(file, profiles);
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
