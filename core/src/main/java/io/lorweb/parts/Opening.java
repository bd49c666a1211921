package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.gguf.GgufHeader;
import io.lorweb.packed.Container;
import io.lorweb.packed.ForeignPackings;
import io.lorweb.packed.StorageFormat;
import io.lorweb.packed.StoredWeight;
import io.lorweb.packed.StoredWeights;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Resting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One opening of a part while it goes on: what the file is, then its storage formats, then what it
 * lacks, then shapes, so that the first fault is the one reported.
 */
final class Opening<C> {

  private static final Set<String> ARCHITECTURES = Set.of("flux", "pig", "cow");
  private static final Set<String> T5_ARCHITECTURES = Set.of("t5", "t5encoder", "pig", "cow");

  private static final Set<String> WIDE = Set.of("F64", "F32", "F16", "BF16");

  private final Path asked;
  private final Container file;
  private final PartKind<C> kind;
  private final Optional<C> known;
  private final Optional<C> like;
  private final Path name;

  Opening(Path asked, Container file, PartKind<C> kind, Optional<C> known, Optional<C> like) {
    this.asked = asked;
    this.file = file;
    this.kind = kind;
    this.known = known;
    this.like = like;
    this.name = file.file();
  }

  PartFile<C> open() {
    String prefix = recognise();
    kind.refuseVariants(file, prefix);
    Map<String, StoredWeight> stored = StoredWeights.of(file, prefix);
    Shapes shapes = new Shapes(name, stored);
    C config = config(shapes);
    List<StoredTensor> layout = kind.layout(config, shapes);
    requireComplete(layout, stored);

    Map<String, Resting> tensors = new HashMap<>();
    Map<String, StoredWeight> used = new LinkedHashMap<>();
    for (StoredTensor tensor : layout) {
      String spelling = spelling(tensor, stored);
      StoredWeight weight = stored.get(spelling);
      requireShape(tensor, weight);
      used.put(spelling, weight);
      tensor.views().forEach(view -> tensors.put(view.name(), PartFile.view(weight, view)));
    }
    return new PartFile<>(kind, file, config, tensors, report(prefix, stored, used, config));
  }

  /** The prefix of the part, once the file is known to hold it. */
  private String recognise() {
    if (file.isGguf()) {
      requireArchitecture();
    }
    if (file.names().isEmpty()) {
      throw InputException.of("%s holds no tensors", name);
    }
    if (Foreign.isLora(file.names())) {
      throw InputException.of("%s is a LoRA, not %s", name, kind.part().words());
    }
    ForeignPackings.refuse(name, file.names());
    return kind.part().prefix(file.names()).orElseThrow(this::another);
  }

  private InputException another() {
    List<String> found = new ArrayList<>();
    for (Part part : Part.values()) {
      part.prefix(file.names()).ifPresent(prefix -> found.add(part.words()));
    }
    if (found.isEmpty()) {
      return InputException.of(
          "%s is not %s: its first tensor is called %s",
          name, kind.part().words(), file.names().iterator().next());
    }
    return InputException.of(
        "%s is %s, not %s", name, String.join(" with ", found), kind.part().words());
  }

  private void requireArchitecture() {
    String architecture = file.metadata().get(GgufHeader.ARCHITECTURE);
    if (architecture == null) {
      return;
    }
    boolean t5 = kind.part() == Part.T5;
    if ((t5 ? T5_ARCHITECTURES : ARCHITECTURES).contains(architecture)) {
      return;
    }
    if (T5_ARCHITECTURES.contains(architecture)) {
      throw InputException.of("%s is a T5 encoder, not %s", name, kind.part().words());
    }
    if (ARCHITECTURES.contains(architecture)) {
      throw InputException.of("%s is a FLUX transformer, not a T5 encoder", name);
    }
    throw InputException.of(
        "%s is a model of the architecture '%s', not %s", name, architecture, kind.part().words());
  }

  private C config(Shapes shapes) {
    try {
      return known.orElseGet(() -> kind.measure(shapes, like));
    } catch (InputException e) {
      throw e.getMessage().startsWith(name.toString())
          ? e
          : new InputException(name + ": " + e.getMessage(), e);
    }
  }

  private static String spelling(StoredTensor tensor, Map<String, StoredWeight> stored) {
    return tensor.spellings().stream()
        .filter(stored::containsKey)
        .findFirst()
        .orElse(tensor.spellings().get(0));
  }

  private void requireComplete(List<StoredTensor> layout, Map<String, StoredWeight> stored) {
    List<StoredTensor> missing =
        layout.stream().filter(t -> !stored.containsKey(spelling(t, stored))).toList();
    if (!missing.isEmpty()) {
      StoredTensor first = missing.get(0);
      throw InputException.of(
          "%s is incomplete: it lacks the tensor %s of shape %s%s",
          name,
          first.spellings().get(0),
          Arrays.toString(first.shape()),
          missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " others");
    }
  }

  private void requireShape(StoredTensor tensor, StoredWeight weight) {
    long[] shape = weight.resting().shape();
    if (!Arrays.equals(shape, tensor.shape())) {
      throw InputException.of(
          "%s: tensor %s has the shape %s, expected %s",
          name, weight.name(), Arrays.toString(shape), Arrays.toString(tensor.shape()));
    }
  }

  private PartReport report(
      String prefix, Map<String, StoredWeight> stored, Map<String, StoredWeight> used, C config) {
    Map<String, Integer> types = new TreeMap<>();
    long bytes = 0;
    long values = 0;
    for (StoredWeight weight : used.values()) {
      types.merge(weight.type(), 1, Integer::sum);
      bytes += weight.resting().bytes();
      values += Arrays.stream(weight.resting().shape()).reduce(1, (a, b) -> a * b);
    }
    StorageFormat format = PartFile.format(used);
    return new PartReport(
        kind.part(),
        format,
        prefix,
        types,
        ignored(prefix, stored, used),
        warnings(used, format),
        known.isPresent() ? List.of() : kind.notes(config, like, new Shapes(name, stored)),
        bytes,
        values,
        GgufTokenizer.isIn(file));
  }

  /** What the part's own prefix holds beside the model, and what stands around it. */
  private List<String> ignored(
      String prefix, Map<String, StoredWeight> stored, Map<String, StoredWeight> used) {
    Set<String> ignored = new TreeSet<>();
    String around = prefix.endsWith(".transformer.") ? prefix.replace("transformer.", "") : "";
    stored.forEach(
        (own, weight) -> {
          boolean others = prefix.isEmpty() && Foreign.ofAnotherPart(own);
          if (!used.containsKey(own) && !others) {
            ignored.add(weight.name());
          }
        });
    if (!around.isEmpty()) {
      file.names().stream()
          .filter(own -> own.startsWith(around) && !own.startsWith(prefix))
          .forEach(ignored::add);
    }
    return List.copyOf(ignored);
  }

  private List<String> warnings(Map<String, StoredWeight> used, StorageFormat format) {
    List<String> warnings = new ArrayList<>();
    String own = String.valueOf(name.getFileName()).toLowerCase(Locale.ROOT);
    if (kind.part() == Part.TRANSFORMER && Files.isRegularFile(asked) && !own.contains("kontext")) {
      warnings.add(
          name
              + " does not say 'kontext' in its name: FLUX.1-dev cannot be told from Kontext by its"
              + " weights");
    }
    if (format != StorageFormat.PLAIN) {
      odd(used).ifPresent(warnings::add);
    }
    return warnings;
  }

  /** The first of a few Linears whose values are too small or too large to be a model's. */
  private Optional<String> odd(Map<String, StoredWeight> used) {
    return used.values().stream()
        .filter(weight -> weight.resting().shape().length == 2)
        .filter(weight -> !WIDE.contains(weight.type()) && !StoredWeights.isTable(weight.name()))
        .limit(4)
        .filter(
            weight -> {
              double mean = mean(weight.resting());
              return !(mean >= 1e-4 && mean <= 1);
            })
        .map(
            weight ->
                String.format(
                    Locale.ROOT,
                    "%s: the values of %s are about %.1e, not as a model's: a scale may be wrong",
                    name,
                    weight.name(),
                    mean(weight.resting())))
        .findFirst();
  }

  private static double mean(Resting weight) {
    try (Scope scope = new Scope()) {
      long rows = Math.min(8, weight.shape()[0]);
      return weight.rows(0, rows).to(ScalarType.Float).abs().mean().item_double();
    }
  }
}
