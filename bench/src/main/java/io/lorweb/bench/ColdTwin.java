package io.lorweb.bench;

import io.lorweb.error.InputException;
import io.lorweb.files.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code bench/python/apply.py}: what {@code lorweb apply} does, from a cold start in PyTorch. Both
 * are started in turn, process against process.
 */
final class ColdTwin {

  private static final String READY = "ready ";

  private final Launcher launcher;
  private final Program python;

  /**
   * Asks it whether it has all that it needs.
   *
   * @param python the program that runs scripts
   * @throws InputException when there is no Python, or no transformers in it
   */
  ColdTwin(String python, Launcher launcher) {
    this.launcher = launcher;
    this.python = new Program(List.of(python, "-B", launcher.coldTwin().toString()));
    List<String> said = said(python);
    if (said.stream().noneMatch(line -> line.startsWith(READY))) {
      // Before an error Python tells where; the error itself stands in the last line.
      throw InputException.of(
          "--against python does not work with '%s': %s",
          python, said.isEmpty() ? "apply.py ended without a word" : said.get(said.size() - 1));
    }
  }

  private List<String> said(String name) {
    List<String> command = new ArrayList<>(python.command());
    command.add("--check");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = process.getInputStream().readAllBytes();
      return new String(said, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    } catch (IOException e) {
      throw new InputException(
          "--against python needs Python with torch and transformers, but '"
              + name
              + "' does not start: name another with --python",
          e);
    }
  }

  /** PyTorch first, this program second in each pair. */
  List<Comparison> measure(int rounds) {
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-bench")) {
      Path out = folder.path().resolve("b2.png");
      return List.of(
          pair("lorweb apply, default, cold", rounds, out, List.of(), List.of()),
          pair(
              StartRows.QUERY + ", cold",
              rounds,
              out,
              List.of("--layout", "query", "--steps", "8"),
              StartRows.QUERY_OPTIONS));
    }
  }

  private Comparison pair(
      String name, int rounds, Path out, List<String> theirOptions, List<String> ourOptions) {
    Rows.say(name + ", in turn with PyTorch");
    List<String> pictures = launcher.pictures().stream().map(Path::toString).toList();
    List<String> theirs =
        all(List.of(launcher.model().toString()), pictures, List.of(out.toString()), theirOptions);
    List<String> ours = all(List.of("apply"), pictures, List.of("-o", out.toString()), ourOptions);
    Program lorweb = launcher.program();
    Pairs pairs =
        Pairs.measured(rounds, () -> python.run(theirs).wall(), () -> lorweb.run(ours).wall());
    return new Comparison(name, 0, pairs);
  }

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}
