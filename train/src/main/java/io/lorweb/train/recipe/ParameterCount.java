package io.lorweb.train.recipe;

import io.lorweb.basis.BasisConfig;
import io.lorweb.error.InputException;
import java.util.List;

/**
 * What learns, in numbers (docs/spec/LORWEB.md section 4).
 *
 * @param linears how many Linears carry an adapter
 * @param a all A: N r in for each Linear
 * @param b all B: N r out
 * @param keys N d for each Linear
 * @param projections d Q for each Linear
 * @param weights of the transformer itself, when that is trained
 * @param hidden those of them that lie in the Linears' matrices of its blocks
 */
public record ParameterCount(
    int linears, long a, long b, long keys, long projections, long weights, long hidden) {

  public long total() {
    return a + b + keys + projections + weights;
  }

  /** What Muon moves; the rest follows AdamW. */
  public long matrices() {
    return a + b + hidden;
  }

  /**
   * @param all every Linear of the blocks
   * @param query Q of an external query
   */
  static ParameterCount of(Trained trained, List<Architecture.Shape> all, int query, long base) {
    if (trained instanceof Trained.Basis basis) {
      return basis(basis.config(), chosen(all, basis.targets()), query);
    }
    if (trained instanceof Trained.Lora lora) {
      List<Architecture.Shape> chosen = chosen(all, lora.targets());
      long r = lora.rank();
      return new ParameterCount(chosen.size(), r * in(chosen), r * out(chosen), 0, 0, 0, 0);
    }
    long hidden = all.stream().mapToLong(linear -> linear.in() * linear.out()).sum();
    return new ParameterCount(0, 0, 0, 0, 0, base, hidden);
  }

  private static ParameterCount basis(
      BasisConfig config, List<Architecture.Shape> chosen, int query) {
    long mixture = config.mixtureRank();
    long projections = 0;
    for (Architecture.Shape linear : chosen) {
      long width = config.external() ? query : linear.in();
      if (!config.projection() && width != config.keysDim()) {
        throw InputException.of(
            "without a projection the keys need the query's width: lora_keys_dim is %d but the"
                + " query of %s is %d wide",
            config.keysDim(), linear.path(), width);
      }
      projections += config.projection() ? config.keysDim() * width : 0;
    }
    return new ParameterCount(
        chosen.size(),
        mixture * in(chosen),
        mixture * out(chosen),
        (long) chosen.size() * config.lorasNum() * config.keysDim(),
        projections,
        0,
        0);
  }

  static List<Architecture.Shape> chosen(List<Architecture.Shape> all, TargetLinears targets) {
    List<Architecture.Shape> chosen =
        all.stream().filter(linear -> targets.contains(linear.path())).toList();
    if (chosen.isEmpty()) {
      throw InputException.of(
          "no Linear of the model is adapted: its paths contain none of %s that %s do not exclude",
          targets.onlyIfContains(), targets.ignoreIfContains());
    }
    return chosen;
  }

  private static long in(List<Architecture.Shape> linears) {
    return linears.stream().mapToLong(Architecture.Shape::in).sum();
  }

  private static long out(List<Architecture.Shape> linears) {
    return linears.stream().mapToLong(Architecture.Shape::out).sum();
  }
}
