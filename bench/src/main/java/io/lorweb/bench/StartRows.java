package io.lorweb.bench;

import io.lorweb.files.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From a cold shell to the end of the process. */
final class StartRows {

  static final List<String> QUERY_OPTIONS =
      List.of("--layout", "query", "--steps", "8", "--fit", "0");

  static final String QUERY = "lorweb apply " + String.join(" ", QUERY_OPTIONS);

  private StartRows() {}

  static void measure(Rows rows, Launcher launcher) {
    time(rows, "lorweb --version", launcher, List.of("--version"));
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-bench")) {
      Path out = folder.path().resolve("b2.png");
      List<String> apply = new ArrayList<>(List.of("apply"));
      launcher.pictures().forEach(picture -> apply.add(picture.toString()));
      apply.addAll(List.of("-o", out.toString()));
      time(rows, "lorweb apply, default", launcher, apply);
      apply.addAll(QUERY_OPTIONS);
      time(rows, QUERY, launcher, apply);
    }
  }

  private static void time(Rows rows, String name, Launcher launcher, List<String> arguments) {
    Rows.say(name);
    rows.process(name, launcher.program().time(rows.plan().rounds(), arguments));
  }
}
