package io.lorweb.eval.suite;

import io.lorweb.Version;
import io.lorweb.error.InputException;
import io.lorweb.files.Fingerprint;
import io.lorweb.files.Hash;
import io.lorweb.image.PictureNames;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A picture of a question: a file, or something cut out of it. */
record View(Path file, PictureCut cut) {

  /** Pictures that were cut when colour profiles were ignored are cut anew. */
  private static final String COLOURS = "sRGB";

  /** The file as it is. */
  static View whole(Path file) {
    return new View(file, new PictureCut.Whole());
  }

  /**
   * A file that holds the picture: itself, or a PNG in {@code folder}. That is written once, under
   * a name with a hash of the file's content and the cut, so that what is there is right and the
   * answers to it can be used again.
   *
   * @throws InputException when the file is missing or no picture, or nothing can be written
   */
  Path in(Path folder) {
    if (cut instanceof PictureCut.Whole) {
      return file;
    }
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s does not exist; put the picture there", file);
    }
    String key = Hash.of(Version.text(), COLOURS, Fingerprint.of(file), AnswerKey.of(cut));
    String stem = PictureNames.stem(file).replaceAll("[^A-Za-z0-9._+-]+", "_");
    String readable = stem.substring(0, Math.min(60, stem.length()));
    Path target = folder.resolve(readable + "-" + key.substring(0, 12) + ".png");
    if (!Files.exists(target)) {
      PngWriter.write(target, cut.of(PictureReader.read(file), file), Map.of());
    }
    return target;
  }
}
