package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.train.loop.Workers;
import java.nio.file.Path;
import java.util.Map;

/**
 * A worker's place among the others as the environment gives it: LORWEB_RANK, LORWEB_WORLD,
 * LORWEB_MEETING (a file that all can see, new for every start), LORWEB_ADDRESS (this machine as
 * the others reach it) and LORWEB_WORKER_TIMEOUT in seconds.
 */
final class WorkerPlace {

  static final String RANK = "LORWEB_RANK";
  private static final String WORLD = "LORWEB_WORLD";
  private static final String MEETING = "LORWEB_MEETING";
  private static final String ADDRESS = "LORWEB_ADDRESS";
  private static final String TIMEOUT = "LORWEB_WORKER_TIMEOUT";

  /** Set by a leader that keeps the standard input of this process open while it lives. */
  private static final String LED = "LORWEB_LED";

  private static final String THIS_MACHINE = "127.0.0.1";

  /** A worker that says nothing for so long is lost. */
  private static final int DEFAULT_TIMEOUT_SECONDS = 600;

  private WorkerPlace() {}

  static boolean given() {
    return System.getenv(RANK) != null;
  }

  /** Whether another process has started this one. */
  static boolean led() {
    return given() && System.getenv(LED) != null;
  }

  static Workers.Place read() {
    int world = integer(WORLD, 1, Integer.MAX_VALUE);
    String address = System.getenv(ADDRESS);
    return new Workers.Place(
        integer(RANK, 0, world - 1),
        world,
        Path.of(need(MEETING)),
        address == null ? THIS_MACHINE : address,
        timeout());
  }

  static Workers.Place leading(int world, Path meeting) {
    return new Workers.Place(0, world, meeting, THIS_MACHINE, timeout());
  }

  static void give(Map<String, String> environment, int rank, int world, Path meeting) {
    environment.put(RANK, Integer.toString(rank));
    environment.put(WORLD, Integer.toString(world));
    environment.put(MEETING, meeting.toString());
    environment.put(ADDRESS, THIS_MACHINE);
    environment.put(LED, "1");
  }

  private static int timeout() {
    return System.getenv(TIMEOUT) == null
        ? DEFAULT_TIMEOUT_SECONDS
        : integer(TIMEOUT, 1, Integer.MAX_VALUE / 1000);
  }

  private static String need(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw InputException.of("%s is set but %s is not: give both", RANK, variable);
    }
    return value;
  }

  private static int integer(String variable, int least, int most) {
    String text = need(variable);
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like numbers out of range.
    }
    throw InputException.of(
        "%s is '%s' but must be an integer from %d to %d", variable, text, least, most);
  }
}
