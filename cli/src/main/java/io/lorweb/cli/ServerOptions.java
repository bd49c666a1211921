package io.lorweb.cli;

import io.lorweb.studio.web.WebOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a server listens and what it stores in. */
final class ServerOptions {

  @Option(
      order = Sections.FIRST,
      names = "--port",
      description = "Port to listen at, 0 for a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      order = Sections.FIRST,
      names = "--host",
      description =
          "Address to listen at; another than this machine's lets others in (default:"
              + " ${DEFAULT-VALUE}).")
  String host = WebOptions.LOOPBACK;

  @Option(
      order = Sections.FIRST,
      names = "--name",
      paramLabel = "NAME",
      description = "A name that browsers may know the server by; may be repeated.")
  List<String> names = List.of();

  @Mixin DatabaseOption database;

  /** With the port where nobody names one. */
  ServerOptions(int port) {
    this.port = port;
  }
}
