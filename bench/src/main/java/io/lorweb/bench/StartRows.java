package io.lorweb.bench;

import io.lorweb.files.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From a cold shell to the end of the process. */
final class StartRows {

  private StartRows() {}

  static void measure(Rows rows, Launcher launcher) {
    int rounds = rows.plan().rounds();
    time(rows, "lorweb --version", launcher, rounds, List.of("--version"));
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-bench")) {
      Path out = folder.path().resolve("b2.png");
      List<String> apply = new ArrayList<>(List.of("apply"));
      launcher.pictures().forEach(picture -> apply.add(picture.toString()));
      apply.addAll(List.of("-o", out.toString()));
      time(rows, "lorweb apply, default", launcher, rounds, apply);
      apply.addAll(List.of("--layout", "query", "--steps", "8", "--fit", "0"));
      time(rows, "lorweb apply --layout query --steps 8 --fit 0", launcher, rounds, apply);
    }
  }

  private static void time(
      Rows rows, String name, Launcher launcher, int rounds, List<String> arguments) {
    Rows.say(name);
    rows.process(name, launcher.time(rounds, arguments));
  }
}
