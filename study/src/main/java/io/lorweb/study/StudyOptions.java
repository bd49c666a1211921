package io.lorweb.study;

import io.lorweb.studio.web.WebOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a study is served.
 *
 * @param folder that {@link Study#create} has made
 * @param database address of a PostgreSQL database; absent: SQLite in the folder
 * @param host address to listen at
 * @param port to listen at; 0 takes a free one
 * @param names that browsers may know the server by, beside this machine's own
 * @param secret lets in whoever shows it to what people must not see
 */
public record StudyOptions(
    Path folder,
    Optional<String> database,
    String host,
    int port,
    List<String> names,
    String secret) {

  public StudyOptions {
    names = List.copyOf(names);
  }

  /** This machine alone, a free port, SQLite. */
  public static StudyOptions local(Path folder, String secret) {
    return new StudyOptions(folder, Optional.empty(), WebOptions.LOOPBACK, 0, List.of(), secret);
  }

  /** Never with the secret or the database's password. */
  @Override
  public String toString() {
    return "study in " + folder;
  }
}
