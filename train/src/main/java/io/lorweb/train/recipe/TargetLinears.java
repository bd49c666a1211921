package io.lorweb.train.recipe;

import java.util.List;

/**
 * Which Linears of the transformer's blocks carry an adapter (docs/spec/LORWEB.md section 4), by
 * parts of their paths.
 *
 * @param onlyIfContains if not empty, a path must contain one of these
 * @param ignoreIfContains a path must contain none of these
 */
public record TargetLinears(List<String> onlyIfContains, List<String> ignoreIfContains) {

  /** Every Linear of every block: 494 in FLUX. */
  public static final TargetLinears ALL = new TargetLinears(List.of(), List.of());

  public TargetLinears {
    onlyIfContains = List.copyOf(onlyIfContains);
    ignoreIfContains = List.copyOf(ignoreIfContains);
  }

  /** Whether the Linear at {@code path} carries an adapter. */
  public boolean contains(String path) {
    return path.contains("transformer_blocks")
        && (onlyIfContains.isEmpty() || onlyIfContains.stream().anyMatch(path::contains))
        && ignoreIfContains.stream().noneMatch(path::contains);
  }
}
