package io.lorweb.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a server of ours stores in. */
final class DatabaseOption {

  @Option(
      order = Sections.FIRST,
      names = "--database",
      paramLabel = "URL",
      description =
          "postgresql://user:password@host/name instead of SQLite in its folder; better in"
              + " LORWEB_DATABASE.")
  private String url = System.getenv("LORWEB_DATABASE");

  /** Its address; absent: SQLite. */
  Optional<String> url() {
    return Optional.ofNullable(url);
  }
}
