package io.lorweb.bench;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The program as a user starts it.
 *
 * @param root the project's folder
 */
record Launcher(Path root) {

  /** Wall, user and system time of one process, in seconds. */
  record Cost(double wall, double user, double system) {
    /** Reads what bash's {@code time} says with format {@code %R %U %S}: the last line. */
    static Cost parse(String said) {
      String[] lines = said.strip().split("\n");
      String[] numbers = lines[lines.length - 1].strip().split(" ");
      return new Cost(
          Double.parseDouble(numbers[0]),
          Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]));
    }
  }

  /** Finds the project that this class was built in. */
  static Launcher find() {
    try {
      Path here =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = here; folder != null; folder = folder.getParent()) {
        if (Files.isRegularFile(folder.resolve("lorweb"))) {
          return new Launcher(folder);
        }
      }
      throw InputException.of("%s is in no folder with the launcher 'lorweb'", here);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** a, a' and b of an example. */
  List<Path> pictures() {
    Path folder = root.resolve("examples/analogies/sepia");
    return List.of(folder.resolve("a.png"), folder.resolve("a2.png"), folder.resolve("b.png"));
  }

  /** The optional PyTorch program. */
  Path twin() {
    return root.resolve("bench/python/twin.py");
  }

  /** Starts the program {@code rounds} times after a first time that does not count. */
  Timing time(int rounds, List<String> arguments) {
    run(arguments);
    double[] wall = new double[rounds];
    double processor = 0;
    for (int i = 0; i < rounds; i++) {
      Cost cost = run(arguments);
      wall[i] = cost.wall();
      processor += (cost.user() + cost.system()) / rounds;
    }
    return new Timing(wall, OptionalDouble.of(processor));
  }

  private Cost run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$0\" \"$@\" 2>&1 >/dev/null"));
    command.add(root.resolve("lorweb").toString());
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw InputException.of("'lorweb %s' failed: %s", String.join(" ", arguments), said);
      }
      return Cost.parse(said);
    } catch (IOException e) {
      throw new InputException("bash, which starts 'lorweb', does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
