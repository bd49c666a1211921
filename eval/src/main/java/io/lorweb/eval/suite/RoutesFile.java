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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's routes as a safetensors file, for other programs and so that nothing is encoded twice:
 * {@code coefficients} [questions, L, N], {@code span} [questions, 2] (distance and rank, not a
 * number where the adapter tells none), and in the metadata entry {@code lorweb_routes} the ids of
 * the questions and the Linears' paths.
 *
 * @param file where it lies
 * @param key hash of all that the routes depend on
 */
record RoutesFile(Path file, String key) {

  private static final String ENTRY = "lorweb_routes";
  private static final String COEFFICIENTS = "coefficients";
  private static final String SPAN = "span";

  /** The routes of {@code questions}, in their order, if the file holds just these. */
  Optional<List<Route>> read(List<Question> questions) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Scope scope = new Scope()) {
      String entry = checkpoint.metadata().getOrDefault(ENTRY, "{\"key\": \"\"}");
      JsonFile json = JsonFile.parse(file + ": " + ENTRY, entry);
      if (!json.text("key").equals(key)) {
        return Optional.empty();
      }
      List<String> paths = json.texts("paths");
      int size = json.integer("size");
      float[] all =
          Tensors.floats(checkpoint.tensor(COEFFICIENTS, questions.size(), paths.size(), size));
      float[] spans = Tensors.floats(checkpoint.tensor(SPAN, questions.size(), 2));
      List<Route> routed = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        float[] own = new float[paths.size() * size];
        System.arraycopy(all, i * own.length, own, 0, own.length);
        routed.add(
            new Route(
                questions.get(i),
                new Mixture(paths, size, own),
                Float.isNaN(spans[2 * i])
                    ? Optional.empty()
                    : Optional.of(new Span.Score(spans[2 * i], spans[2 * i + 1]))));
      }
      return Optional.of(routed);
    }
  }

  /** Writes routes, at least one. */
  void write(List<Route> routed) {
    Mixture first = routed.get(0).mixture();
    int length = first.coefficients().length;
    float[] all = new float[routed.size() * length];
    float[] spans = new float[routed.size() * 2];
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("key", key);
    json.put("size", first.size());
    first.paths().forEach(json.putArray("paths")::add);
    for (int i = 0; i < routed.size(); i++) {
      Route route = routed.get(i);
      System.arraycopy(route.mixture().coefficients(), 0, all, i * length, length);
      spans[2 * i] = route.span().map(score -> (float) score.distance()).orElse(Float.NaN);
      spans[2 * i + 1] = route.span().map(score -> (float) score.rank()).orElse(Float.NaN);
      json.withArray("questions").add(route.question().id());
    }
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(
          file,
          Map.of(
              COEFFICIENTS,
              Tensors.of(all, routed.size(), first.paths().size(), first.size()),
              SPAN,
              Tensors.of(spans, routed.size(), 2)),
          Map.of(ENTRY, json.toString()));
    }
  }
}
