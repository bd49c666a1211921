package io.lorweb.eval.suite;

import io.lorweb.LoadOptions;
import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.weights.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was trained on top of a base.
 *
 * @param files names of the adapter or of the LoRAs
 * @param fingerprints one for each file
 * @param elements N; absent for LoRAs, which mix nothing
 * @param rank r, the largest of all
 * @param parameters learned numbers
 */
public record LearnedWeights(
    List<String> files,
    List<String> fingerprints,
    Optional<Integer> elements,
    int rank,
    long parameters) {

  public LearnedWeights {
    files = List.copyOf(files);
    fingerprints = List.copyOf(fingerprints);
  }

  static LearnedWeights of(BasisAdapter adapter, String fingerprint) {
    long parameters = 0;
    for (Basis basis : adapter.bases().values()) {
      parameters += basis.a().numel() + basis.b().numel() + basis.keys().numel();
      parameters += basis.projection() == null ? 0 : basis.projection().numel();
    }
    return new LearnedWeights(
        List.of(adapter.file().getFileName().toString()),
        List.of(fingerprint),
        Optional.of(adapter.config().lorasNum()),
        adapter.config().rank(),
        parameters);
  }

  /** Of LoRAs; empty when there are none. */
  static Optional<LearnedWeights> of(List<LoadOptions.Lora> loras, List<String> fingerprints) {
    if (loras.isEmpty()) {
      return Optional.empty();
    }
    long parameters = 0;
    long rank = 0;
    List<String> names = new ArrayList<>();
    for (LoadOptions.Lora lora : loras) {
      names.add(lora.file().getFileName().toString());
      try (Checkpoint checkpoint = Checkpoint.open(lora.file())) {
        for (String tensor : checkpoint.names()) {
          List<Long> shape = checkpoint.info(tensor).shape();
          // Alphas are numbers of no dimension that nobody trained.
          if (shape.size() > 1) {
            parameters += shape.stream().reduce(1L, (x, y) -> x * y);
            rank = Math.max(rank, shape.stream().mapToLong(x -> x).min().orElse(0));
          }
        }
      }
    }
    return Optional.of(
        new LearnedWeights(names, fingerprints, Optional.empty(), (int) rank, parameters));
  }
}
