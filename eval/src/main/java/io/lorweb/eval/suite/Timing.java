package io.lorweb.eval.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How long a model's answers took, kept beside them: a picture that is used again tells no time.
 * Safe for several threads.
 */
final class Timing {

  private final Path file;
  private final Map<String, Double> seconds = new ConcurrentSkipListMap<>();
  private volatile boolean changed;

  private Timing(Path file) {
    this.file = file;
  }

  /** What {@code file} holds, or nothing where there is none. */
  static Timing read(Path file) {
    Timing timing = new Timing(file);
    if (Files.exists(file)) {
      JsonFile json = JsonFile.read(file);
      json.keys().forEach(answer -> timing.seconds.put(answer, json.decimal(answer)));
    }
    return timing;
  }

  void add(Path answer, long nanos) {
    seconds.put(answer.getFileName().toString(), Math.round(nanos / 1e6) / 1e3);
    changed = true;
  }

  /** Mean of those answers whose time is known. */
  Optional<Double> mean(Collection<Path> answers) {
    OptionalDouble mean =
        answers.stream()
            .map(answer -> seconds.get(answer.getFileName().toString()))
            .filter(known -> known != null)
            .mapToDouble(known -> known)
            .average();
    return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
  }

  /** Writes the file again if something has been added. */
  void write() {
    if (changed) {
      ObjectNode json = new ObjectMapper().createObjectNode();
      seconds.forEach(json::put);
      JsonFile.write(file, json);
      changed = false;
    }
  }
}
