package io.lorweb.studio.api;

import io.lorweb.LoRWeB;
import io.lorweb.model.LoadedFiles;
import io.lorweb.record.CarriedRun;
import io.lorweb.studio.jobs.Models;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a picture was made with that is not loaded here, in words. */
final class MadeElsewhere {

  private static final int LONGEST_NAME = 60;

  private MadeElsewhere() {}

  /** A sentence where there is a difference; names are all there is until the model is loaded. */
  static Optional<String> notice(CarriedRun run, Models models) {
    Optional<LoadedFiles> loaded = models.ready().map(LoRWeB::files);
    Optional<String> name =
        run.model().map(MadeElsewhere::name).filter(n -> !n.equals(name(loadedModel(models))));
    List<String> differing =
        run.files().isPresent() && loaded.isPresent()
            ? run.files().get().differing(loaded.get())
            : name.map(n -> "model").stream().toList();
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    String what =
        differing.stream()
            .map(part -> another(part, name))
            .distinct()
            .collect(Collectors.joining(" and "));
    return Optional.of(
        "this picture was made with %s than what is loaded here: made again, it will be another one"
            .formatted(what));
  }

  private static String another(String part, Optional<String> name) {
    return switch (part) {
      case "model" -> "another model" + name.map(n -> " (" + n + ")").orElse("");
      case "adapter" -> "another adapter";
      default -> "other LoRAs";
    };
  }

  private static String loadedModel(Models models) {
    return models.options().parts().model();
  }

  /** Folders of the server are nobody's business, and a stranger's words are not repeated long. */
  static String name(String model) {
    String last = model.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
    return last.length() > LONGEST_NAME ? last.substring(0, LONGEST_NAME) + "..." : last;
  }
}
