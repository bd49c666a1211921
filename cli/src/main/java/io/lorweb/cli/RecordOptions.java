package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureWriter;
import io.lorweb.record.RunRecord.Detail;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what a picture's file tells of the run that made it. */
final class RecordOptions {

  @Option(
      order = Sections.OUTPUT,
      names = "--embed",
      description = "Store the inputs in the PNG, too: then --from repeats it from the file alone.")
  boolean embed;

  /** What is done anyhow; earlier versions stored the inputs. */
  @Option(order = Sections.OUTPUT, names = "--no-embed", hidden = true)
  boolean noEmbed;

  @Mixin MetadataOptions metadata;

  /** Refuses what cannot be written in the end. */
  void check(List<Path> targets) {
    if (detail() == Detail.EMBED) {
      for (Path target : targets) {
        if (PictureWriter.isJpeg(target)) {
          throw InputException.of(
              "%s: a JPEG has no room for the pictures it was made from: give a name ending in"
                  + " .png, or leave out --embed",
              target);
        }
      }
    }
  }

  /** Refuses to put pictures into a sheet, which tells of its first cell only. */
  void refuseForSheets() {
    if (embed) {
      throw new InputException(
          "--embed belongs to one picture, and options with several values make a sheet of many:"
              + " leave it out, or give one value of each");
    }
  }

  Detail detail() {
    if (embed && (noEmbed || metadata.none())) {
      throw InputException.of(
          "--embed and %s exclude each other: leave one out",
          noEmbed ? "--no-embed" : "--no-metadata");
    }
    if (metadata.none()) {
      return Detail.NONE;
    }
    return embed ? Detail.EMBED : Detail.HASHES;
  }
}
