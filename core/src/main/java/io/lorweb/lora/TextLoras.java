package io.lorweb.lora;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.LowRankLinear;
import io.lorweb.error.InputException;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.lora.TextEncoder.Target;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The parts of LoRA files for the text encoders. They are checked against the encoders' shapes when
 * they are added; the encoders themselves may be loaded later.
 */
public final class TextLoras {

  /** Puts one piece of a module on a Linear: {@code frozen} is the model's, {@code base} so far. */
  @FunctionalInterface
  private interface Piece {
    Linear on(Linear frozen, Linear base);
  }

  private final Function<TextEncoder, Map<String, long[]>> shapes;
  private final Placement placement;
  private final Arena owner;
  private final Map<TextEncoder, Map<String, long[]>> known = new EnumMap<>(TextEncoder.class);
  private final Map<Target, List<Piece>> pieces = new HashMap<>();

  /**
   * @param shapes [out, in] of an encoder's Linears by their paths; asked for when needed
   * @param placement of the factors
   * @param owner keeps them
   */
  public TextLoras(
      Function<TextEncoder, Map<String, long[]>> shapes, Placement placement, Arena owner) {
    this.shapes = shapes;
    this.placement = placement;
    this.owner = owner;
  }

  /**
   * Adds what a file holds for the text encoders.
   *
   * @param scale 1 as trained
   * @return what the file says twice, in one sentence
   * @throws InputException when a part of it meets no Linear, or one of another size
   */
  public Optional<String> add(LoraFile file, double scale) {
    Map<Target, LoraModule> modules = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    file.texts()
        .forEach(
            (target, module) -> {
              modules.put(target, module.get(0));
              module.subList(1, module.size()).forEach(other -> twice.add(other.stem()));
            });
    modules.forEach((target, module) -> put(file, target, module, scale));
    return twice.isEmpty()
        ? Optional.empty()
        : Optional.of(
            file.file()
                + " names "
                + twice.size()
                + " Linears of text encoders twice: '"
                + twice.get(0)
                + "' and the like are left aside");
  }

  /** What was added, on the Linears of one encoder. */
  public Adapter on(TextEncoder encoder) {
    Map<Target, List<Piece>> made = Map.copyOf(pieces);
    return (path, frozen) -> {
      Linear changed = frozen;
      for (Piece piece : made.getOrDefault(new Target(encoder, path), List.of())) {
        changed = piece.on(frozen, changed);
      }
      return changed;
    };
  }

  private void put(LoraFile file, Target target, LoraModule module, double scale) {
    long[] shape = known.computeIfAbsent(target.encoder(), shapes).get(target.path());
    if (shape == null) {
      throw InputException.of(
          "%s does not fit this model: its %s encoder has no Linear for '%s'",
          file.file(), target.encoder(), module.stem());
    }
    try (Scope scope = new Scope()) {
      Scales scales = file.scales(target.encoder());
      Optional<Change> change = module.change(scales, target.path());
      change.ifPresent(c -> requireSize(file, module, c, shape));
      Optional<Tensor> bias = module.bias(scales, target.path());
      List<Piece> on = pieces.computeIfAbsent(target, key -> new ArrayList<>());
      if (module.magnitude().isPresent()) {
        on.add(dora(file, module, change.orElseThrow(), shape, scale));
      } else {
        change.ifPresent(c -> on.add(plain(c, scale)));
      }
      bias.ifPresent(
          added -> {
            requireLength(file, module, added, shape[0]);
            Tensor kept = keep(Tensors.times(added, scale));
            on.add((frozen, base) -> new BiasedLinear(base, kept));
          });
    }
  }

  private static void requireSize(LoraFile file, LoraModule module, Change change, long[] shape) {
    if (change.out() != shape[0] || change.in() != shape[1]) {
      throw InputException.of(
          "%s does not fit this model: '%s' is %d -> %d in the file but %d -> %d in the model",
          file.file(), module.stem(), change.in(), change.out(), shape[1], shape[0]);
    }
  }

  private static void requireLength(LoraFile file, LoraModule module, Tensor vector, long out) {
    if (vector.numel() != out) {
      throw InputException.of(
          "%s does not fit this model: '%s' has %d numbers for %d outputs",
          file.file(), module.stem(), vector.numel(), out);
    }
  }

  private Piece plain(Change change, double scale) {
    if (change instanceof Change.Product product) {
      LowRank lora =
          new LowRank(
              keep(product.down()), keep(Tensors.times(product.up(), scale).t().contiguous()));
      return (frozen, base) -> new LowRankLinear(base, lora, Dropout.NONE);
    }
    Change kept = change.with(this::keep);
    return (frozen, base) -> new ChangedLinear(base, kept, scale);
  }

  private Piece dora(LoraFile file, LoraModule module, Change change, long[] shape, double scale) {
    Tensor m = module.magnitude().orElseThrow();
    boolean columns = m.dim() == 2 && m.size(0) == 1 && m.size(1) == shape[1];
    if (!columns) {
      requireLength(file, module, m, shape[0]);
    }
    Change kept = change.with(this::keep);
    Tensor magnitude = keep(m.reshape(-1));
    return (frozen, base) -> {
      try (Scope scope = new Scope()) {
        Tensor zero = placement.place(torch.zeros(1, frozen.in()));
        Tensor bias = keep(frozen.forward(zero).reshape(-1));
        // A Linear shows its weight when it is given the unit vectors.
        Tensor units = placement.place(torch.eye(frozen.in()));
        Tensor weight = frozen.forward(units).sub(bias).t().to(ScalarType.Float);
        Tensor length = weight.add(kept.weight()).square().sum(columns ? 0 : 1).sqrt();
        Tensor gain = keep(magnitude.div(length));
        return new DoraLinear(base, frozen, bias, kept, gain, columns, scale);
      }
    };
  }

  private Tensor keep(Tensor tensor) {
    return owner.own(placement.place(tensor.contiguous()));
  }
}
