package io.lorweb.bench;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is started anew for each run.
 *
 * @param command its words before the arguments of a run
 */
record Program(List<String> command) {

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

  Program {
    command = List.copyOf(command);
  }

  /** Starts it {@code rounds} times after a first time that does not count. */
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

  /**
   * Starts it and waits for its end.
   *
   * @throws InputException when it fails
   */
  Cost run(List<String> arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of("bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$0\" \"$@\" 2>&1 >/dev/null"));
    all.addAll(command);
    all.addAll(arguments);
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw InputException.of(
            "'%s %s' failed: %s", String.join(" ", command), String.join(" ", arguments), said);
      }
      return Cost.parse(said);
    } catch (IOException e) {
      throw new InputException("bash, which starts '" + command.get(0) + "', does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
