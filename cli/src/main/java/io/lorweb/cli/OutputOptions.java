package io.lorweb.cli;

import io.lorweb.record.RunRecord.Detail;
import picocli.CommandLine.Option;

/** Options that say what is written besides the picture, and what is printed. */
final class OutputOptions {

  @Option(names = "--json", description = "Print a JSON report on standard output.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what was chosen and measured.")
  boolean verbose;

  @Option(
      names = "--no-embed",
      description = "Store only hashes of the inputs in the PNG; --from then needs the files.")
  boolean noEmbed;

  @Option(names = "--no-metadata", description = "Store nothing but the picture in the PNG.")
  boolean noMetadata;

  Detail detail() {
    if (noMetadata) {
      return Detail.NONE;
    }
    return noEmbed ? Detail.HASHES : Detail.EMBED;
  }
}
