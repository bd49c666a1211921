package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.files.Cache;
import io.lorweb.model.ModelFolder;
import io.lorweb.studio.Studio;
import io.lorweb.studio.StudioOptions;
import io.lorweb.studio.web.WebLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lorweb studio}: the page, and the HTTP API beneath it. */
@Command(
    name = "studio",
    description = {
      "Opens a page on which pictures are edited by example; programs use the same server by HTTP.",
      "Everything stays on this machine unless --host says otherwise, which needs a token."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb studio",
      "  lorweb studio --port 8080 --data my-studio --no-open",
      "  LORWEB_TOKEN=... lorweb studio --host 0.0.0.0 --name studio.example"
    })
final class StudioCommand implements Callable<Integer> {

  private static final int DEFAULT_PORT = 7860;
  private static final long LOOK_MS = 50;

  /** A page is for people: what nobody would wait for is refused. */
  private static final long MOST_AREA = 1 << 24;

  private static final int MOST_STEPS = 200;

  @Option(
      order = Sections.FIRST,
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for pictures and history (default: studio in the cache folder).")
  Path data;

  @Option(
      order = Sections.FIRST,
      names = "--open",
      negatable = true,
      fallbackValue = "true",
      description = "Open the page in a browser (default: where there is a desktop).")
  Boolean open;

  @Option(
      order = Sections.FIRST,
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Lets in whoever shows it, 16 characters or more; one for each person, so it may be"
              + " repeated. Others can see a command line: LORWEB_TOKEN does the same.")
  List<String> tokens = List.of();

  @Option(
      order = Sections.FIRST,
      names = "--queue",
      paramLabel = "N",
      description = "Jobs that may wait (default: ${DEFAULT-VALUE}).")
  int room = StudioOptions.ROOM;

  @Option(
      order = Sections.FIRST,
      names = "--job-seconds",
      paramLabel = "N",
      description = "Seconds that one job may take (default: ${DEFAULT-VALUE}).")
  int mostSeconds = StudioOptions.MOST_SECONDS;

  @Mixin ServerOptions server = new ServerOptions(DEFAULT_PORT);
  @Mixin AdapterFiles adapter;
  @Mixin InstructionsOption instructions;

  @Mixin ModelOptions model;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StudioOptions options = options();
    LoadOptions.Parts parts = options.load().parts();
    if (!parts.model().equals(ModelFolder.EMBEDDED)) {
      // Said before the address is; the embedded model is there and takes a while to unpack.
      ModelFolder.find(parts.model(), parts.files());
    }
    try (Studio studio = Studio.start(options)) {
      spec.commandLine().getOut().println(studio.address());
      spec.commandLine().getOut().flush();
      if (open == null ? desktop() : open) {
        open(studio.address());
      }
      while (!Signals.stopping()) {
        if (studio.failure().isPresent()) {
          throw failure(studio.failure().get());
        }
        Thread.sleep(LOOK_MS);
      }
    }
    return 0;
  }

  private static Exception failure(Throwable reason) {
    if (reason instanceof Error error) {
      throw error;
    }
    return (Exception) reason;
  }

  private StudioOptions options() {
    LoadOptions load = instructions.load(adapter.load(model.load()));
    return new StudioOptions(
        data == null ? Cache.LORWEB.folder().resolve("studio") : data,
        server.database.url(),
        model.unlimited ? load : load.limits(l -> l.area(MOST_AREA).steps(MOST_STEPS)),
        server.host,
        server.port,
        server.names,
        tokens(),
        WebLimits.defaults(),
        room,
        mostSeconds);
  }

  private List<String> tokens() {
    String variable = System.getenv("LORWEB_TOKEN");
    return tokens.isEmpty() && variable != null ? List.of(variable) : tokens;
  }

  private static boolean desktop() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.contains("mac")
        || system.contains("windows")
        || System.getenv("DISPLAY") != null
        || System.getenv("WAYLAND_DISPLAY") != null;
  }

  /** Not java.awt.Desktop: it would start a toolkit to start a browser. */
  private static void open(String address) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("mac")
            ? List.of("open", address)
            : system.contains("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of("xdg-open", address);
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // The address is on the screen.
    }
  }
}
