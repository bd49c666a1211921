package io.lorweb.basis;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What an adapter's file tells of the analogies that it was trained on.
 *
 * @param edits shown, see {@link QueryMode#edit}
 * @param pictures that were edited: b, see {@link QueryMode#b}
 */
public record Spans(Optional<Span> edits, Optional<Span> pictures) {

  /** Of an adapter that tells nothing. */
  public static final Spans NONE = new Spans(Optional.empty(), Optional.empty());

  private static final String PREFIX = "lorweb_span.";
  private static final String EDITS = PREFIX + "references";
  private static final String EDIT_DISTANCES = PREFIX + "distances";
  private static final String PICTURES = PREFIX + "pictures";
  private static final String PICTURE_DISTANCES = PREFIX + "picture_distances";

  /**
   * Where an analogy lies.
   *
   * @param edit far from what was shown in training?
   * @param picture b, far from what was edited in training?
   */
  public record Scores(Optional<Span.Score> edit, Optional<Span.Score> picture) {

    /** Where nothing is known. */
    public static final Scores NONE = new Scores(Optional.empty(), Optional.empty());
  }

  /** As an adapter's file keeps them. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    edits.ifPresent(span -> put(tensors, span, EDITS, EDIT_DISTANCES));
    pictures.ifPresent(span -> put(tensors, span, PICTURES, PICTURE_DISTANCES));
    return tensors;
  }

  private static void put(Map<String, Tensor> tensors, Span span, String name, String distances) {
    float[] references = span.references();
    tensors.put(
        name,
        Tensors.of(references, references.length / span.width(), span.width()).to(ScalarType.Half));
    tensors.put(distances, Tensors.of(span.distances(), span.distances().length));
  }

  /** Whether a tensor of an adapter's file belongs to its spans. */
  static boolean owns(String tensor) {
    return switch (tensor) {
      case EDITS, EDIT_DISTANCES, PICTURES, PICTURE_DISTANCES -> true;
      default -> false;
    };
  }

  /**
   * The spans of an adapter's file, as far as it has them.
   *
   * @throws InputException when one is damaged
   */
  static Spans read(Checkpoint file) {
    return new Spans(read(file, EDITS, EDIT_DISTANCES), read(file, PICTURES, PICTURE_DISTANCES));
  }

  private static Optional<Span> read(Checkpoint file, String name, String distancesName) {
    if (!file.has(name) && !file.has(distancesName)) {
      return Optional.empty();
    }
    try (Scope scope = new Scope()) {
      Tensor references = file.tensor(name);
      Tensor distances = file.tensor(distancesName);
      if (references.dim() != 2
          || references.size(0) < Span.NEIGHBOURS
          || references.size(0) > Span.REFERENCES
          || references.size(1) < 1
          || distances.dim() != 1
          || distances.size(0) < 1
          || distances.size(0) > Span.DISTANCES) {
        throw InputException.of(
            "%s: %s has shape %s and %s %s but they must be [%d to %d, width] and [1 to %d]",
            file.file(),
            name,
            Tensors.shape(references),
            distancesName,
            Tensors.shape(distances),
            Span.NEIGHBOURS,
            Span.REFERENCES,
            Span.DISTANCES);
      }
      float[] sorted = Tensors.floats(distances);
      Arrays.sort(sorted);
      return Optional.of(new Span((int) references.size(1), Tensors.floats(references), sorted));
    }
  }
}
