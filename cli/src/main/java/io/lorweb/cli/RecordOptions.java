package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.record.RunRecord.Detail;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what a picture's file tells of the run that made it. */
final class RecordOptions {

  @Option(
      order = Sections.OUTPUT,
      names = "--embed",
      description =
          "Store the inputs in the picture, too: then --from repeats it from the file alone.")
  boolean embed;

  /** What is done anyhow; earlier versions stored the inputs. */
  @Option(order = Sections.OUTPUT, names = "--no-embed", hidden = true)
  boolean noEmbed;

  @Mixin MetadataOptions metadata;

  /** Refuses options that exclude each other. */
  void check() {
    detail();
  }

  /** Refuses to put pictures into a sheet, which tells of its first cell only. */
  void refuseForSheets() {
    if (embed) {
      throw new InputException(
          "--embed belongs to one picture, and options with several values make a sheet of many:"
              + " leave it out, or give one value of each");
    }
  }

  /**
   * How much the file tells.
   *
   * @throws InputException when the options exclude each other
   */
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
