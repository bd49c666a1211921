package io.lorweb.studio.web;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a server listens, and to whom.
 *
 * @param host address to listen at
 * @param port to listen at; 0 takes a free one
 * @param names that browsers may know the server by, beside this machine's own
 * @param tokens one for each person; whoever shows one sees that person's things. None: everybody
 *     who reaches the server is one person
 * @param limits on requests
 * @param uploads folder for what is being uploaded
 */
public record WebOptions(
    String host,
    int port,
    List<String> names,
    List<String> tokens,
    WebLimits limits,
    Path uploads) {

  /** This machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private static final Set<String> LOOPBACKS = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /** Long enough that nobody guesses one over a network. */
  private static final int SHORTEST_TOKEN = 16;

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  public WebOptions {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(uploads, "uploads");
    names = List.copyOf(names);
    tokens = List.copyOf(tokens);
    if (port < 0 || port > 65_535) {
      throw InputException.of("port %d must lie in 0..65535 (0 takes a free one)", port);
    }
    if (!LOOPBACKS.contains(host) && tokens.isEmpty()) {
      throw InputException.of(
          "host '%s' can be reached by others: give a token of at least %d characters with setting"
              + " 'token', or listen at %s only",
          host, SHORTEST_TOKEN, LOOPBACK);
    }
    for (String token : tokens) {
      if (token.length() < SHORTEST_TOKEN || !TOKEN.matcher(token).matches()) {
        throw InputException.of(
            "a token must have at least %d characters, letters, digits and signs without spaces",
            SHORTEST_TOKEN);
      }
    }
  }

  /** Loopback, a free port, no token. */
  public static WebOptions local(Path uploads) {
    return new WebOptions(LOOPBACK, 0, List.of(), List.of(), WebLimits.defaults(), uploads);
  }

  /** Never with the tokens. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
