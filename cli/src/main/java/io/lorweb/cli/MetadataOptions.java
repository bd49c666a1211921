package io.lorweb.cli;

import picocli.CommandLine.Option;

/** Whether a file tells of the run that made it. */
final class MetadataOptions {

  @Option(
      order = Sections.OUTPUT,
      names = "--no-metadata",
      description = "Store nothing but the picture (default: settings and hashes of the inputs).")
  private boolean noMetadata;

  /** Whether it tells nothing. */
  boolean none() {
    return noMetadata;
  }
}
