package io.lorweb.studio;

import io.lorweb.LoadOptions;
import io.lorweb.studio.web.WebLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Studios for tests: the embedded model at a free port. */
final class Studios {

  static final Path EXAMPLES = Path.of("examples", "analogies");

  private Studios() {}

  static StudioOptions options(Path data) {
    return options(data, Optional.empty(), List.of(), StudioOptions.ROOM);
  }

  static StudioOptions options(
      Path data, Optional<String> database, List<String> tokens, int room) {
    return new StudioOptions(
        data,
        database,
        LoadOptions.defaults().limits(l -> l.area(1 << 22).steps(600)),
        "127.0.0.1",
        0,
        List.of(),
        tokens,
        WebLimits.defaults(),
        room,
        600);
  }

  /**
   * A studio of its own Java: of folder, port and address of a database or nothing. It prints its
   * address and ends when it is killed or told to.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Optional<String> database = Optional.of(arguments[2]).filter(url -> !url.isEmpty());
    StudioOptions usual = options(Path.of(arguments[0]), database, List.of(), StudioOptions.ROOM);
    Studio studio =
        Studio.start(
            new StudioOptions(
                usual.data(),
                usual.database(),
                usual.load(),
                usual.host(),
                Integer.parseInt(arguments[1]),
                List.of(),
                List.of(),
                usual.limits(),
                usual.room(),
                usual.mostSeconds()));
    Runtime.getRuntime().addShutdownHook(new Thread(studio::close));
    System.out.println(studio.address());
    Thread.sleep(Long.MAX_VALUE);
  }
}
