package io.lorweb.lora;

import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * What one module does, in the order of diffusers' rows.
 *
 * @param stem of the module
 * @param kind of it
 * @param paths of its Linears, in the order of its rows
 * @param change of their weights, at scale 1
 * @param bias added at scale 1
 * @param magnitude of a DoRA
 * @param columns whether the magnitudes are those of columns
 */
record Effect(
    String stem,
    LoraKind kind,
    List<String> paths,
    Optional<Change> change,
    Optional<Tensor> bias,
    Optional<Tensor> magnitude,
    boolean columns) {

  /** Output rows of all its Linears together. */
  private long out() {
    return change
        .map(Change::out)
        .or(() -> bias.map(Tensor::numel))
        .orElseThrow(() -> InputException.of("'%s' changes nothing", stem));
  }

  /** One effect for each Linear. */
  List<Effect> apart() {
    if (paths.size() == 1) {
      return List.of(this);
    }
    if (columns) {
      throw InputException.of(
          "the magnitudes of columns of '%s' belong to q, k and v together: convert to kohya or"
              + " comfy",
          stem);
    }
    long shares = paths.stream().mapToLong(Effect::share).sum();
    if (out() % shares != 0) {
      throw InputException.of(
          "'%s' has %d rows, which are no %d Linears", stem, out(), paths.size());
    }
    List<Effect> parts = new ArrayList<>();
    long row = 0;
    for (String path : paths) {
      long first = row;
      long rows = out() / shares * share(path);
      parts.add(
          new Effect(
              stem,
              kind,
              List.of(path),
              change.map(c -> c.rows(first, rows)),
              bias.map(b -> b.narrow(0, first, rows)),
              magnitude.map(m -> m.reshape(-1).narrow(0, first, rows)),
              false));
      row += rows;
    }
    return parts;
  }

  /** The mlp is four times as wide as q, k and v. */
  private static int share(String path) {
    return path.endsWith("proj_mlp") ? 4 : 1;
  }

  /** The same with the halves of its rows exchanged. */
  Effect exchanged() {
    return new Effect(
        stem,
        kind,
        paths,
        change.map(Change::exchanged),
        bias.map(Change::halves),
        columns ? magnitude : magnitude.map(m -> Change.halves(m.reshape(-1))),
        columns);
  }
}
