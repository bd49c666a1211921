package io.lorweb.eval.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import io.lorweb.config.JsonFile;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The coefficients that a model's answers were made with, kept beside the answers so that nothing
 * is routed or fitted twice. They lie in a safetensors file, also for other programs: {@code
 * coefficients} [answers, L, N], {@code span} [answers, 2] (distance and rank, not a number where
 * the adapter tells none), and in the metadata entry {@code lorweb_routes} the names of the
 * answers' files, the ids of their questions and the Linears' paths. Safe for several threads.
 */
final class KeptRoutes {

  private static final String ENTRY = "lorweb_routes";
  private static final String COEFFICIENTS = "coefficients";
  private static final String SPAN = "span";

  private record Kept(String question, Mixture mixture, Optional<Span.Score> span) {}

  private final Path file;
  private final String made;
  private final Map<String, Kept> byAnswer = new ConcurrentSkipListMap<>();
  private volatile boolean changed;

  private KeptRoutes(Path file, String made) {
    this.file = file;
    this.made = made;
  }

  /**
   * What is in {@code file}; nothing if it is missing or of another model.
   *
   * @param made hash of all that the model is made of
   */
  static KeptRoutes read(Path file, String made) {
    KeptRoutes kept = new KeptRoutes(file, made);
    if (Files.exists(file)) {
      kept.read();
    }
    return kept;
  }

  private void read() {
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Scope scope = new Scope()) {
      String entry = checkpoint.metadata().getOrDefault(ENTRY, "{}");
      JsonFile json = JsonFile.parse(file + ": " + ENTRY, entry);
      // Files of earlier versions have no such entry: their coefficients may be those of another
      // prompt or seed than the answers'.
      if (!json.optionalText("made").filter(made::equals).isPresent()) {
        return;
      }
      List<String> answers = json.texts("answers");
      List<String> questions = json.texts("questions");
      List<String> paths = json.texts("paths");
      int size = json.integer("size");
      float[] all =
          Tensors.floats(checkpoint.tensor(COEFFICIENTS, answers.size(), paths.size(), size));
      float[] spans = Tensors.floats(checkpoint.tensor(SPAN, answers.size(), 2));
      int length = paths.size() * size;
      for (int i = 0; i < answers.size(); i++) {
        float[] own = Arrays.copyOfRange(all, i * length, (i + 1) * length);
        Optional<Span.Score> span =
            Float.isNaN(spans[2 * i])
                ? Optional.empty()
                : Optional.of(new Span.Score(spans[2 * i], spans[2 * i + 1]));
        byAnswer.put(
            answers.get(i), new Kept(questions.get(i), new Mixture(paths, size, own), span));
      }
    }
  }

  /** Whether the coefficients of an answer are known. */
  boolean has(Path answer) {
    return byAnswer.containsKey(name(answer));
  }

  /** Keeps what an answer was made with. */
  void add(Path answer, Question question, Mixture mixture, Optional<Span.Score> span) {
    byAnswer.put(name(answer), new Kept(question.id(), mixture, span));
    changed = true;
  }

  /** What is kept of an answer. */
  Route of(Question question, Path answer) {
    Kept kept = byAnswer.get(name(answer));
    return new Route(question, kept.mixture(), kept.span());
  }

  /** Names of answers hold a hash of the pictures, the prompt, the seed and the model. */
  private static String name(Path answer) {
    return answer.getFileName().toString();
  }

  /** Writes the file again if something has been added. */
  void write() {
    if (!changed) {
      return;
    }
    List<Kept> rows = new ArrayList<>(byAnswer.values());
    Mixture first = rows.get(0).mixture();
    int length = first.coefficients().length;
    float[] all = new float[rows.size() * length];
    float[] spans = new float[rows.size() * 2];
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("made", made);
    json.put("size", first.size());
    first.paths().forEach(json.putArray("paths")::add);
    byAnswer.keySet().forEach(json.putArray("answers")::add);
    rows.forEach(row -> json.withArray("questions").add(row.question()));
    for (int i = 0; i < rows.size(); i++) {
      Optional<Span.Score> span = rows.get(i).span();
      System.arraycopy(rows.get(i).mixture().coefficients(), 0, all, i * length, length);
      spans[2 * i] = span.map(score -> (float) score.distance()).orElse(Float.NaN);
      spans[2 * i + 1] = span.map(score -> (float) score.rank()).orElse(Float.NaN);
    }
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(
          file,
          Map.of(
              COEFFICIENTS,
              Tensors.of(all, rows.size(), first.paths().size(), first.size()),
              SPAN,
              Tensors.of(spans, rows.size(), 2)),
          Map.of(ENTRY, json.toString()));
    }
    changed = false;
  }
}
