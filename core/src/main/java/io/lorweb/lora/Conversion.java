package io.lorweb.lora;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.LoraNames;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** A LoRA file in another dialect, with equal effect. */
public final class Conversion {

  private final LoraFile file;
  private final Dialect to;
  private final Map<String, List<LowRank>> factors = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Conversion(LoraFile file, Dialect to) {
    this.file = file;
    this.to = to;
  }

  /**
   * Writes {@code in} to {@code out}. Scales are folded into the factors, which are float32.
   *
   * @return what is left aside, in one sentence
   * @throws InputException when the dialect has no name for a part, naming it
   */
  public static Optional<String> write(Path in, Path out, Dialect to) {
    try (LoraFile file = LoraFile.open(in);
        Scope scope = new Scope()) {
      LoraSurvey survey = LoraSurvey.of(file);
      Conversion conversion = new Conversion(file, to);
      survey.effects().forEach(conversion::add);
      SafetensorsWriter.write(out, conversion.all(), file.otherMetadata());
      return survey.notice();
    }
  }

  private Map<String, Tensor> all() {
    Map<String, LowRank> loras = new LinkedHashMap<>();
    factors.forEach((path, parts) -> loras.put(path, joined(parts)));
    Map<String, Tensor> all = new LinkedHashMap<>(OrdinaryLora.tensors(loras, to));
    all.putAll(tensors);
    return all;
  }

  /** Several LoRAs of one Linear are one of the sum of their ranks. */
  private static LowRank joined(List<LowRank> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : new LowRank(
            Tensors.cat(0, parts.stream().map(LowRank::down).toArray(Tensor[]::new)),
            Tensors.cat(0, parts.stream().map(LowRank::up).toArray(Tensor[]::new)));
  }

  private void add(Effect effect) {
    if (effect.magnitude().isEmpty()
        && effect.change().isPresent()
        && effect.change().get() instanceof Change.Product) {
      for (Effect part : effect.apart()) {
        Change.Product product = (Change.Product) part.change().orElseThrow();
        factors
            .computeIfAbsent(part.paths().get(0), path -> new ArrayList<>())
            .add(new LowRank(product.down(), product.up().t()));
        part.bias().ifPresent(bias -> tensors.put(name(part) + ".diff_b", bias.contiguous()));
      }
    } else if (to.original()) {
      put(
          name(effect),
          effect.paths().equals(List.of(OrdinaryLora.FINAL)) ? effect.exchanged() : effect);
    } else {
      effect.apart().forEach(part -> put(name(part), part));
    }
  }

  /** The stem of an effect in the new dialect. */
  private String name(Effect effect) {
    if (!to.original()) {
      return to.stem(effect.paths().get(0));
    }
    if (effect.paths().equals(List.of(OrdinaryLora.FINAL))) {
      return to.stem(OrdinaryLora.FINAL_ORIGINAL);
    }
    int blocks = LoraSurvey.BLOCKS;
    return LoraNames.all(blocks, blocks).entrySet().stream()
        .filter(entry -> entry.getValue().equals(effect.paths()))
        .findFirst()
        .map(entry -> to.stem(entry.getKey()))
        .orElseThrow(
            () ->
                InputException.of(
                    "%s: '%s' is a %s of %s alone, for which %s has no name: convert to diffusers",
                    file.file(),
                    effect.stem(),
                    effect.kind(),
                    effect.paths().get(0),
                    to.name().toLowerCase(Locale.ROOT)));
  }

  private void put(String stem, Effect effect) {
    effect.change().ifPresent(change -> put(stem, effect, change));
    effect.bias().ifPresent(bias -> tensors.put(stem + ".diff_b", bias.contiguous()));
    effect
        .magnitude()
        .ifPresent(
            m -> {
              boolean peft = to == Dialect.DIFFUSERS && !effect.columns();
              tensors.put(
                  stem + (peft ? ".lora_magnitude_vector" : ".dora_scale"),
                  effect.columns()
                      ? m.contiguous()
                      : peft ? m.reshape(-1).contiguous() : m.reshape(-1, 1).contiguous());
            });
  }

  private void put(String stem, Effect effect, Change change) {
    if (change instanceof Change.Product product) {
      boolean alphas = to.alphas();
      tensors.put(
          stem + (alphas ? ".lora_down.weight" : ".lora_A.weight"), product.down().contiguous());
      tensors.put(
          stem + (alphas ? ".lora_up.weight" : ".lora_B.weight"), product.up().contiguous());
      alpha(stem, product.down().size(0));
    } else if (change instanceof Change.Hadamard hadamard) {
      tensors.put(stem + ".hada_w1_a", hadamard.up1().contiguous());
      tensors.put(stem + ".hada_w1_b", hadamard.down1().contiguous());
      tensors.put(stem + ".hada_w2_a", hadamard.up2().contiguous());
      tensors.put(stem + ".hada_w2_b", hadamard.down2().contiguous());
      alpha(stem, hadamard.down1().size(0));
    } else if (change instanceof Change.Kronecker kronecker) {
      if (kronecker.out() != kronecker.w1().size(0) * kronecker.w2().size(0)) {
        throw InputException.of(
            "%s: the LoKr '%s' cannot be cut into q, k and v: convert to kohya or comfy",
            file.file(), effect.stem());
      }
      tensors.put(stem + ".lokr_w1", kronecker.w1().contiguous());
      tensors.put(stem + ".lokr_w2", kronecker.w2().contiguous());
    } else {
      tensors.put(stem + ".diff", change.weight().contiguous());
    }
  }

  private void alpha(String stem, long rank) {
    if (to.alphas()) {
      tensors.put(stem + ".alpha", Tensors.of(new float[] {rank}).squeeze());
    }
  }
}
