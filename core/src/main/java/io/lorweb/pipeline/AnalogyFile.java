package io.lorweb.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.Fingerprint;
import io.lorweb.image.Picture;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A saved analogy: a safetensors file with {@code coefficients} [L, N], {@code partial_logits}
 * [pairs, L H N] for the concatenating query modes, with {@code fitted} [L, N] where the
 * coefficients were fitted, and {@code a}, {@code a2} [H, W, 3] U8 for the layouts that show them;
 * its metadata entry {@code lorweb_analogy} names the layout, the adapter and the b that the
 * coefficients belong to.
 *
 * @param layout it was made with
 * @param mixture valid for the b it was made with
 * @param b sha256 of that picture
 * @param partialLogits of a and a', one array per pair; empty for the other query modes
 * @param fitted what a fit has added to the coefficients of every b, if there are partial logits
 * @param demonstration the cells a and a', if the layout shows them
 * @param adapter fingerprint of the adapter file
 */
public record AnalogyFile(
    Layout layout,
    Mixture mixture,
    String b,
    List<float[]> partialLogits,
    Optional<Mixture> fitted,
    Optional<Demonstration> demonstration,
    String adapter) {

  private static final String ENTRY = "lorweb_analogy";
  private static final String COEFFICIENTS = "coefficients";
  private static final String LOGITS = "partial_logits";
  private static final String FITTED = "fitted";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code routed} needs to be applied again, by {@code adapter} only. */
  public static AnalogyFile of(Routed routed, AnalogySource source, BasisAdapter adapter) {
    Layout layout = routed.scene().layout();
    return new AnalogyFile(
        layout,
        routed.mixture(),
        routed.subject().b().sha256(),
        routed.partialLogits(),
        routed.partialLogits().isEmpty() ? Optional.empty() : routed.fitted(),
        layout == Layout.QUERY ? Optional.empty() : source.first(),
        Fingerprint.of(adapter.file()));
  }

  /** The stored mixture, which belongs to one b. */
  Mixture mixtureFor(Picture other) {
    if (!other.sha256().equals(b)) {
      throw new InputException(
          "the saved coefficients belong to another b, and the file holds nothing to route a new one"
              + " by: give a and a' instead of the saved analogy");
    }
    return mixture;
  }

  /** Writes the file, whole or not at all. */
  public void save(Path file) {
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put(COEFFICIENTS, table(mixture));
      fitted.ifPresent(added -> tensors.put(FITTED, table(added)));
      if (!partialLogits.isEmpty()) {
        Tensor[] rows = new Tensor[partialLogits.size()];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = Tensors.of(partialLogits.get(i), partialLogits.get(i).length);
        }
        tensors.put(LOGITS, Tensors.stack(0, rows));
      }
      demonstration.ifPresent(
          shown -> {
            tensors.put("a", bytes(shown.a()));
            tensors.put("a2", bytes(shown.a2()));
          });
      ObjectNode json = JSON.createObjectNode();
      json.put("layout", layout.label());
      json.put("adapter", adapter);
      json.put("b", b);
      mixture.paths().forEach(json.putArray("paths")::add);
      SafetensorsWriter.write(file, tensors, Map.of(ENTRY, json.toString()));
    }
  }

  private static Tensor table(Mixture mixture) {
    return Tensors.of(mixture.coefficients(), mixture.paths().size(), mixture.size());
  }

  private static Mixture mixture(Checkpoint file, String name, List<String> paths, int size) {
    return new Mixture(paths, size, Tensors.floats(file.tensor(name, paths.size(), size)));
  }

  /**
   * Reads a saved analogy.
   *
   * @throws InputException when the file is none, or was made with another adapter
   */
  public static AnalogyFile load(Path file, BasisAdapter adapter) {
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Scope scope = new Scope()) {
      if (!checkpoint.metadata().containsKey(ENTRY)) {
        throw InputException.of("%s is not a saved analogy", file);
      }
      JsonFile json = JsonFile.parse(file + ": " + ENTRY, checkpoint.metadata().get(ENTRY));
      if (!json.text("adapter").equals(Fingerprint.of(adapter.file()))) {
        throw InputException.of("%s was made with another adapter than %s", file, adapter.file());
      }
      List<String> paths = json.texts("paths");
      int size = adapter.config().lorasNum();
      return new AnalogyFile(
          Layout.parse(json.text("layout")),
          mixture(checkpoint, COEFFICIENTS, paths, size),
          json.text("b"),
          logits(checkpoint),
          checkpoint.has(FITTED)
              ? Optional.of(mixture(checkpoint, FITTED, paths, size))
              : Optional.empty(),
          demonstration(checkpoint),
          json.text("adapter"));
    }
  }

  private static List<float[]> logits(Checkpoint checkpoint) {
    List<float[]> rows = new ArrayList<>();
    if (checkpoint.has(LOGITS)) {
      Tensor stacked = checkpoint.tensor(LOGITS);
      for (long i = 0; i < stacked.size(0); i++) {
        rows.add(Tensors.floats(stacked.select(0, i)));
      }
    }
    return rows;
  }

  private static Optional<Demonstration> demonstration(Checkpoint checkpoint) {
    return checkpoint.has("a")
        ? Optional.of(
            new Demonstration(picture(checkpoint.tensor("a")), picture(checkpoint.tensor("a2"))))
        : Optional.empty();
  }

  private static Tensor bytes(Picture picture) {
    return Tensor.create(picture.toBytes(), picture.height(), picture.width(), 3)
        .view(ScalarType.Byte);
  }

  private static Picture picture(Tensor bytes) {
    byte[] rgb = new byte[Math.toIntExact(bytes.numel())];
    ByteBuffer buffer = bytes.contiguous().createBuffer();
    buffer.get(rgb);
    return Picture.of((int) bytes.size(1), (int) bytes.size(0), rgb);
  }
}
