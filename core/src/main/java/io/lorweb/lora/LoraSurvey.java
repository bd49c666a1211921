package io.lorweb.lora;

import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.error.InputException;
import io.lorweb.lora.Naming.Target;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.LoraNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;

/**
 * What a LoRA file holds, whatever model it is for.
 *
 * @param file it is
 * @param dialects whose spellings it uses
 * @param effects of its modules
 * @param alpha where scales come from: tensor, metadata, adapter_config or none
 * @param textModules modules for text encoders
 * @param ignored modules and tensors left aside
 */
public record LoraSurvey(
    Path file,
    Set<String> dialects,
    List<Effect> effects,
    String alpha,
    int textModules,
    List<String> ignored) {

  /** More blocks than any model of FLUX's kind has. */
  static final int BLOCKS = 64;

  /**
   * One module in numbers.
   *
   * @param stem in the file
   * @param kind of it
   * @param linears that it changes
   * @param rank of its product; 0: none
   * @param norm of its change of the weights, Frobenius's
   */
  public record Line(String stem, LoraKind kind, List<String> linears, long rank, double norm) {}

  /** Reads the names of a file; values wait until they are asked for. */
  static LoraSurvey of(LoraFile file) {
    Map<LoraModule, Target> targets = targets(file);
    Set<String> own = new HashSet<>();
    targets.values().stream().filter(Target::own).forEach(target -> own.addAll(target.paths()));
    List<Effect> effects = new ArrayList<>();
    List<String> ignored = new ArrayList<>(file.ignored());
    Set<String> dialects = new TreeSet<>();
    boolean alphas = false;
    for (Map.Entry<LoraModule, Target> entry : targets.entrySet()) {
      Target target = entry.getValue();
      dialects.add(target.dialect());
      alphas |= entry.getKey().has(Part.ALPHA);
      List<String> taken =
          target.own() ? List.of() : target.paths().stream().filter(own::contains).toList();
      if (taken.isEmpty()) {
        effects.add(effect(file, entry.getKey(), target));
      } else if (taken.size() == target.paths().size()) {
        ignored.add(entry.getKey().stem());
      } else {
        effect(file, entry.getKey(), target).apart().stream()
            .filter(part -> !own.contains(part.paths().get(0)))
            .forEach(effects::add);
      }
    }
    return new LoraSurvey(
        file.file(),
        dialects,
        List.copyOf(effects),
        alphas ? "tensor" : file.scales().source(),
        file.textModules(),
        ignored);
  }

  private static Map<LoraModule, Target> targets(LoraFile file) {
    Set<String> linears = new HashSet<>(Set.of(OrdinaryLora.FINAL));
    LoraNames.all(BLOCKS, BLOCKS).values().forEach(linears::addAll);
    Naming naming = new Naming(linears);
    Map<LoraModule, Target> targets = new LinkedHashMap<>();
    for (LoraModule module : file.modules()) {
      targets.put(
          module,
          naming
              .find(module.stem())
              .orElseThrow(
                  () ->
                      InputException.of(
                          "%s: '%s' is no Linear of a FLUX transformer (named as in the dialect"
                              + " %s)",
                          file.file(), module.stem(), Naming.dialect(module.stem()))));
    }
    return targets;
  }

  private static Effect effect(LoraFile file, LoraModule module, Target target) {
    String first = target.paths().get(0);
    Optional<Change> change = module.change(file.scales(), first);
    Optional<Tensor> magnitude = module.magnitude();
    boolean columns =
        magnitude.isPresent()
            && magnitude.get().dim() == 2
            && magnitude.get().size(0) == 1
            && change.isPresent()
            && magnitude.get().size(1) == change.get().in();
    Effect effect =
        new Effect(
            module.stem(),
            module.kind(),
            target.paths(),
            change,
            module.bias(file.scales(), first),
            magnitude,
            columns);
    return target.exchanged() ? effect.exchanged() : effect;
  }

  /** What of the file is left aside, in one sentence. */
  Optional<String> notice() {
    List<String> aside = new ArrayList<>();
    if (textModules > 0) {
      aside.add("parts for text encoders (" + textModules + ")");
    }
    if (!ignored.isEmpty()) {
      aside.add(
          String.format(
              Locale.ROOT, "%d others, the first is '%s'", ignored.size(), ignored.get(0)));
    }
    return aside.isEmpty()
        ? Optional.empty()
        : Optional.of(file + ": left aside are " + String.join(" and ", aside));
  }

  /** A file's modules in numbers. */
  public static Inspected inspect(Path path) {
    try (LoraFile file = LoraFile.open(path);
        Scope scope = new Scope()) {
      LoraSurvey survey = of(file);
      List<Line> lines = survey.effects.stream().map(LoraSurvey::line).toList();
      return new Inspected(
          path,
          String.join(", ", survey.dialects),
          survey.alpha,
          lines,
          survey.textModules,
          texts(file),
          survey.ignored);
    }
  }

  /**
   * What {@link #inspect} found.
   *
   * @param file that was looked at
   * @param dialect or dialects
   * @param alpha where scales come from
   * @param modules in numbers
   * @param textModules modules for text encoders
   * @param texts those of them that mean a Linear, in numbers
   * @param ignored modules and tensors left aside
   */
  public record Inspected(
      Path file,
      String dialect,
      String alpha,
      List<Line> modules,
      int textModules,
      List<Text> texts,
      List<String> ignored) {}

  /**
   * One module for a text encoder.
   *
   * @param encoder whose
   * @param module in numbers
   */
  public record Text(TextEncoder encoder, Line module) {}

  private static List<Text> texts(LoraFile file) {
    List<Text> texts = new ArrayList<>();
    file.texts()
        .forEach(
            (target, modules) -> {
              LoraModule module = modules.get(0);
              Scales scales = file.scales(target.encoder());
              Effect effect =
                  new Effect(
                      module.stem(),
                      module.kind(),
                      List.of(target.path()),
                      module.change(scales, target.path()),
                      module.bias(scales, target.path()),
                      module.magnitude(),
                      false);
              texts.add(new Text(target.encoder(), line(effect)));
            });
    return texts;
  }

  private static Line line(Effect effect) {
    try (Scope scope = new Scope()) {
      double norm = effect.change().map(LoraSurvey::norm).orElse(0.0);
      long rank =
          effect.change().orElse(null) instanceof Change.Product product
              ? product.down().size(0)
              : 0;
      return new Line(effect.stem(), effect.kind(), effect.paths(), rank, norm);
    }
  }

  /** |up down| by the small products: the change itself may be large. */
  private static double norm(Change change) {
    if (change instanceof Change.Product product) {
      Tensor inner = product.up().t().matmul(product.up());
      Tensor outer = product.down().matmul(product.down().t());
      return Math.sqrt(Math.max(0, inner.mul(outer).sum().item_double()));
    }
    return change.weight().square().sum().sqrt().item_double();
  }
}
