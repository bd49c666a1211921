package io.lorweb.lora;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.LowRankLinear;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.layer.Weights;
import io.lorweb.lora.Naming.Target;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A LoRA file on the Linears of one transformer; its parts for text encoders are for {@link
 * TextLoras}.
 *
 * @param report what the file holds for it
 * @param adapter puts it on the Linears
 * @param notice what of the file is left aside, in one sentence
 */
public record FittedLora(LoraReport report, Adapter adapter, Optional<String> notice) {

  /** Puts one piece of a module on a Linear. */
  @FunctionalInterface
  private interface Piece {
    Linear on(Linear base);
  }

  /**
   * Fits {@code file} on {@code transformer}.
   *
   * @param scale 1 as trained
   * @param owner keeps the placed tensors
   * @throws InputException when a part of it meets no Linear, or one of another size
   */
  public static FittedLora of(
      LoraFile file, FluxTransformer transformer, double scale, Arena owner) {
    return new Fitting(file, transformer, scale, owner).fit();
  }

  /** One fit, while it is made. */
  private static final class Fitting {

    private final LoraFile file;
    private final Weights weights;
    private final double scale;
    private final Arena owner;
    private final Placement placement;
    private final Map<String, Linear> linears = new LinkedHashMap<>();
    private final Map<String, List<Piece>> pieces = new TreeMap<>();
    private final Set<String> dialects = new TreeSet<>();
    private final Set<LoraKind> kinds = EnumSet.noneOf(LoraKind.class);
    private final List<String> ignored = new ArrayList<>();
    private boolean alphas;

    Fitting(LoraFile file, FluxTransformer transformer, double scale, Arena owner) {
      this.file = file;
      this.weights = transformer.weights();
      this.scale = scale;
      this.owner = owner;
      this.placement = weights.placement();
      transformer.adapted(
          (path, linear) -> {
            linears.put(path, linear);
            return linear;
          });
    }

    FittedLora fit() {
      Map<LoraModule, Target> targets = targets();
      Set<String> own =
          targets.values().stream()
              .filter(Target::own)
              .flatMap(target -> target.paths().stream())
              .collect(Collectors.toCollection(HashSet::new));
      targets.forEach(
          (module, target) -> {
            // Files hold the same LoRA twice: the names of diffusers count.
            Set<String> taken = target.own() ? Set.of() : own;
            if (taken.containsAll(target.paths()) && !taken.isEmpty()) {
              ignored.add(module.stem());
            } else {
              put(module, target, taken);
            }
            dialects.add(target.dialect());
          });
      ignored.addAll(file.ignored());
      Map<String, List<Piece>> made = Map.copyOf(pieces);
      return new FittedLora(
          report(),
          (path, linear) -> {
            Linear changed = linear;
            for (Piece piece : made.getOrDefault(path, List.of())) {
              changed = piece.on(changed);
            }
            return changed;
          },
          notice());
    }

    private Optional<String> notice() {
      List<String> aside = new ArrayList<>();
      int strange = file.strangeTextModules(); // the others belong to TextLoras
      if (strange > 0) {
        aside.add("parts for text encoders (" + strange + ")");
      }
      if (!ignored.isEmpty()) {
        aside.add(
            String.format(
                Locale.ROOT, "%d others, the first is '%s'", ignored.size(), ignored.get(0)));
      }
      return aside.isEmpty()
          ? Optional.empty()
          : Optional.of(file.file() + ": left aside are " + String.join(" and ", aside));
    }

    private Map<LoraModule, Target> targets() {
      Naming naming = new Naming(linears.keySet());
      Map<LoraModule, Target> targets = new LinkedHashMap<>();
      List<String> unmatched = new ArrayList<>();
      for (LoraModule module : file.modules()) {
        Optional<Target> target = naming.find(module.stem());
        target.ifPresentOrElse(
            found -> targets.put(module, found), () -> unmatched.add(module.stem()));
      }
      if (targets.isEmpty()) {
        throw InputException.of(
            "%s does not fit this model: none of its %d modules meets a Linear, the first is '%s'"
                + " (named as in the dialect %s)",
            file.file(), unmatched.size(), unmatched.get(0), Naming.dialect(unmatched.get(0)));
      }
      if (!unmatched.isEmpty()) {
        throw InputException.of(
            "%s does not fit this model: %d of its %d modules meet no Linear, the first is '%s'",
            file.file(), unmatched.size(), file.modules().size(), unmatched.get(0));
      }
      return targets;
    }

    private LoraReport report() {
      return new LoraReport(
          dialects.size() == 1 ? dialects.iterator().next() : "mixed",
          file.modules().size(),
          pieces.size(),
          kinds,
          alphas ? "tensor" : file.scales().source(),
          file.textModules(),
          ignored);
    }

    private void put(LoraModule module, Target target, Set<String> taken) {
      kinds.add(module.kind());
      alphas |= module.has(Part.ALPHA);
      try (Scope scope = new Scope()) {
        long out = target.paths().stream().mapToLong(path -> linears.get(path).out()).sum();
        long in = linears.get(target.paths().get(0)).in();
        Optional<Change> found = module.change(file.scales(), target.paths().get(0));
        found.ifPresent(change -> fits(module, change, out, in));
        Optional<Change> change = target.exchanged() ? found.map(Change::exchanged) : found;
        Optional<Tensor> bias =
            module
                .bias(file.scales(), target.paths().get(0))
                .map(added -> vector(module, added, out, target));
        Optional<Dora> dora =
            module.magnitude().map(m -> dora(module, m, change.orElseThrow(), target, out, in));
        long row = 0;
        for (String path : target.paths()) {
          long rows = linears.get(path).out();
          if (!taken.contains(path)) {
            List<Piece> on = pieces.computeIfAbsent(path, key -> new ArrayList<>());
            if (change.isPresent()) {
              Change part = change.get().rows(row, rows);
              on.add(dora.isPresent() ? dora(path, part, dora.get(), row, rows) : plain(part));
            }
            if (bias.isPresent()) {
              Tensor added = keep(Tensors.times(bias.get().narrow(0, row, rows), scale));
              on.add(base -> new BiasedLinear(base, added));
            }
          }
          row += rows;
        }
      }
    }

    private void fits(LoraModule module, Change change, long out, long in) {
      if (change.out() != out || change.in() != in) {
        throw InputException.of(
            "%s does not fit this model: '%s' is %d -> %d in the file but %d -> %d in the model",
            file.file(), module.stem(), change.in(), change.out(), in, out);
      }
    }

    private Tensor vector(LoraModule module, Tensor vector, long out, Target target) {
      if (vector.numel() != out) {
        throw InputException.of(
            "%s does not fit this model: '%s' has %d numbers for %d outputs",
            file.file(), module.stem(), vector.numel(), out);
      }
      return target.exchanged() ? Change.halves(vector) : vector;
    }

    private Piece plain(Change change) {
      if (change instanceof Change.Product product) {
        LowRank lora =
            new LowRank(
                keep(product.down()), keep(Tensors.times(product.up(), scale).t().contiguous()));
        return base -> new LowRankLinear(base, lora, Dropout.NONE);
      }
      Change kept = change.with(this::keep);
      return base -> new ChangedLinear(base, kept, scale);
    }

    /** Gains of a module: m / |V|. */
    private record Dora(Tensor gain, boolean columns) {}

    private Dora dora(
        LoraModule module, Tensor m, Change change, Target target, long out, long in) {
      boolean columns = m.dim() == 2 && m.size(0) == 1 && m.size(1) == in;
      if (!columns && (m.numel() != out || m.dim() == 2 && m.size(0) != out)) {
        throw InputException.of(
            "%s does not fit this model: the magnitudes of '%s' have the shape %s but its weight"
                + " is %d x %d",
            file.file(), module.stem(), Tensors.shape(m), out, in);
      }
      List<Tensor> parts = new ArrayList<>();
      for (String path : target.paths()) {
        Linear linear = linears.get(path);
        parts.add(weights.weight(path, linear.in(), linear.out()).to(ScalarType.Float));
      }
      Tensor v = Tensors.cat(0, parts.toArray(Tensor[]::new)).add(change.weight());
      Tensor length = v.square().sum(columns ? 0 : 1).sqrt();
      Tensor flat = m.reshape(-1);
      Tensor magnitude = target.exchanged() && !columns ? Change.halves(flat) : flat;
      return new Dora(magnitude.div(length), columns);
    }

    private Piece dora(String path, Change part, Dora dora, long row, long rows) {
      Linear frozen = linears.get(path);
      Tensor gain = keep(dora.columns() ? dora.gain() : dora.gain().narrow(0, row, rows));
      Tensor zero = placement.place(torch.zeros(1, frozen.in()));
      Tensor bias = keep(frozen.forward(zero).reshape(-1));
      Change kept = part.with(this::keep);
      return base -> new DoraLinear(base, frozen, bias, kept, gain, dora.columns(), scale);
    }

    private Tensor keep(Tensor tensor) {
      return owner.own(placement.place(tensor.contiguous()));
    }
  }
}
