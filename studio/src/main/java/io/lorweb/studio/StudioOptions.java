package io.lorweb.studio;

import io.lorweb.LoadOptions;
import io.lorweb.error.InputException;
import io.lorweb.studio.web.WebLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a studio is made of.
 *
 * @param data folder for pictures and, without an address, the database
 * @param database address of a PostgreSQL database; absent: SQLite in the folder
 * @param load the model
 * @param host address to listen at
 * @param port to listen at; 0 takes a free one
 * @param names that browsers may know the server by, beside this machine's own
 * @param tokens one for each person; none: everybody is one person
 * @param limits on requests
 * @param room jobs that may wait, at least 1
 * @param mostSeconds that one job may take, at least 1
 */
public record StudioOptions(
    Path data,
    Optional<String> database,
    LoadOptions load,
    String host,
    int port,
    List<String> names,
    List<String> tokens,
    WebLimits limits,
    int room,
    int mostSeconds) {

  /** Jobs that wait unless something else is said. */
  public static final int ROOM = 16;

  /** Seconds that one job may take unless something else is said. */
  public static final int MOST_SECONDS = 3600;

  public StudioOptions {
    names = List.copyOf(names);
    tokens = List.copyOf(tokens);
    if (room < 1 || mostSeconds < 1) {
      throw InputException.of(
          "the queue's room %d and a job's seconds %d must be at least 1", room, mostSeconds);
    }
  }

  /** Never with the tokens or the database's password. */
  @Override
  public String toString() {
    return "studio in " + data;
  }
}
