package io.lorweb.basis;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * A LoRWeB checkpoint: one {@link Basis} per adapted Linear and what its tensors do not say
 * (docs/spec/LORWEB.md section 9). The tensors stay mapped in the file's own format.
 */
public final class BasisAdapter implements AutoCloseable {

  private static final String PREFIX = "transformer.";
  private static final String A = ".lora_A";
  private static final String B = ".lora_B";
  private static final String KEYS = ".lora_keys";
  private static final String PROJECTION = ".att_lora_to_q.weight";

  private final Checkpoint checkpoint;
  private final BasisConfig config;
  private final Map<String, Basis> bases;
  private final Spans spans;
  private final List<String> notices;

  private BasisAdapter(
      Checkpoint checkpoint,
      BasisConfig config,
      Map<String, Basis> bases,
      Spans spans,
      List<String> notices) {
    this.checkpoint = checkpoint;
    this.config = config;
    this.bases = Collections.unmodifiableMap(bases);
    this.spans = spans;
    this.notices = List.copyOf(notices);
  }

  /**
   * Opens an adapter in the reference's format or ours. What the tensors do not say is taken from
   * {@code yaml} (the reference's training configuration) if given, else from the file's own
   * metadata, else the paper's settings are assumed and a notice says so.
   *
   * @throws InputException when tensors are missing or of the wrong shape, or when the
   *     configuration contradicts them
   */
  public static BasisAdapter open(Path file, Optional<Path> yaml) {
    Checkpoint checkpoint = Checkpoint.open(file);
    try {
      Map<String, Basis> bases = read(checkpoint, file);
      List<String> notices = new ArrayList<>();
      BasisConfig found = shapes(bases, file);
      BasisConfig config =
          yaml.isPresent()
              ? ReferenceYaml.read(yaml.get(), found, notices)
              : BasisMetadata.read(checkpoint.metadata(), file, found, notices);
      return new BasisAdapter(
          checkpoint, consistent(config, bases, file), bases, Spans.read(checkpoint), notices);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private static Map<String, Basis> read(Checkpoint checkpoint, Path file) {
    Map<String, Basis> bases = new TreeMap<>();
    for (String name : checkpoint.names()) {
      if (name.startsWith(PREFIX) && name.endsWith(A)) {
        String stem = name.substring(0, name.length() - A.length());
        bases.put(stem.substring(PREFIX.length()), basis(checkpoint, stem, file));
      }
    }
    if (bases.isEmpty()) {
      throw InputException.of(
          "%s is not a LoRWeB adapter: it has no tensor transformer.<path>.lora_A (an ordinary"
              + " LoRA is given with setting 'lora')",
          file);
    }
    for (String name : checkpoint.names()) {
      if (!known(name, bases) && !Spans.owns(name)) {
        throw InputException.of("%s: tensor '%s' belongs to no LoRWeB adapter", file, name);
      }
    }
    return bases;
  }

  private static boolean known(String name, Map<String, Basis> bases) {
    for (String suffix : List.of(A, B, KEYS, PROJECTION)) {
      if (name.startsWith(PREFIX) && name.endsWith(suffix)) {
        return bases.containsKey(name.substring(PREFIX.length(), name.length() - suffix.length()));
      }
    }
    return false;
  }

  private static Basis basis(Checkpoint checkpoint, String stem, Path file) {
    long[] a = checkpoint.info(stem + A).sizes();
    if (a.length != 3) {
      throw InputException.of(
          "%s: tensor '%s' has %d axes but a basis has three [N, in, r] (an ordinary LoRA is given"
              + " with setting 'lora')",
          file, stem + A, a.length);
    }
    long[] b = checkpoint.info(stem + B).sizes();
    long[] keys = checkpoint.info(stem + KEYS).sizes();
    long out = b.length == 3 ? b[2] : -1;
    long d = keys.length == 2 ? keys[1] : -1;
    Tensor projection = null;
    if (checkpoint.has(stem + PROJECTION)) {
      long[] p = checkpoint.info(stem + PROJECTION).sizes();
      checkpoint.tensor(stem + PROJECTION, d, p.length == 2 ? p[1] : -1);
      projection = checkpoint.finite(stem + PROJECTION);
    }
    checkpoint.tensor(stem + B, a[0], a[2], out);
    checkpoint.tensor(stem + KEYS, a[0], d);
    return new Basis(
        checkpoint.finite(stem + A),
        checkpoint.finite(stem + B),
        checkpoint.finite(stem + KEYS),
        projection);
  }

  /** The paper's settings with the numbers that the tensors' shapes tell. */
  private static BasisConfig shapes(Map<String, Basis> bases, Path file) {
    Basis first = bases.values().iterator().next();
    for (Map.Entry<String, Basis> entry : bases.entrySet()) {
      Basis basis = entry.getValue();
      if (basis.size() != first.size()
          || basis.rank() != first.rank()
          || basis.keys().size(1) != first.keys().size(1)
          || (basis.projection() == null) != (first.projection() == null)) {
        throw InputException.of(
            "%s: '%s' has N %d, r %d, d %d but other Linears have N %d, r %d, d %d",
            file,
            entry.getKey(),
            basis.size(),
            basis.rank(),
            basis.keys().size(1),
            first.size(),
            first.rank(),
            first.keys().size(1));
      }
    }
    BasisConfig paper = BasisConfig.PAPER;
    return new BasisConfig(
        (int) first.size(),
        (int) first.rank(),
        (int) first.keys().size(1),
        paper.routing(),
        paper.query(),
        true,
        first.projection() != null,
        paper.pooling(),
        paper.encoder(),
        Optional.empty());
  }

  private static BasisConfig consistent(BasisConfig config, Map<String, Basis> bases, Path file) {
    BasisConfig shapes = shapes(bases, file);
    if (config.lorasNum() != shapes.lorasNum() || config.rank() != shapes.rank()) {
      throw InputException.of(
          "%s holds N = %d LoRAs of rank r = %d per Linear but its configuration says N = %d and"
              + " r = %d",
          file, shapes.lorasNum(), shapes.rank(), config.lorasNum(), config.rank());
    }
    if (config.keysDim() != shapes.keysDim()) {
      throw InputException.of(
          "%s has keys of width %d but its configuration says lora_keys_dim %d",
          file, shapes.keysDim(), config.keysDim());
    }
    if (config.projection() != shapes.projection()) {
      throw InputException.of(
          "%s %s query projections but its configuration says query_projection_type %s",
          file, shapes.projection() ? "has" : "has no", config.projection() ? "linear" : "none");
    }
    for (Map.Entry<String, Basis> entry : bases.entrySet()) {
      long wanted = entry.getValue().queryWidth();
      if (config.external()
          ? wanted % config.query().embeddings() != 0
          : wanted != entry.getValue().in()) {
        throw InputException.of(
            "%s: '%s' expects a query of width %d, which mode %s cannot give",
            file, entry.getKey(), wanted, config.query().label());
      }
    }
    return config;
  }

  public BasisConfig config() {
    return config;
  }

  /** The bases by the Linear's path in the transformer, sorted by path. */
  public Map<String, Basis> bases() {
    return bases;
  }

  /** What was assumed because neither file nor configuration says it, one sentence each. */
  public List<String> notices() {
    return notices;
  }

  /** What it was trained on, as far as the file tells. */
  public Spans spans() {
    return spans;
  }

  /** The file. */
  public Path file() {
    return checkpoint.file();
  }

  /** The file's metadata as it stands. */
  public Map<String, String> metadata() {
    return checkpoint.metadata();
  }

  /** A router over all Linears; only adapters with an external query have one. */
  public Router router() {
    return new Router(bases, config.routing());
  }

  /** Writes the same tensors with everything needed in the metadata, so that no YAML is needed. */
  public void save(Path file) {
    write(file, bases, spans, metadata(config, metadata()));
  }

  /**
   * Writes the same tensors as the reference does, without our metadata, and the YAML that its
   * programs need beside them.
   */
  public void saveForReference(Path file, Path yaml) {
    Map<String, String> others = new TreeMap<>(metadata());
    others.remove(BasisMetadata.ENTRY);
    write(file, bases, Spans.NONE, others);
    ReferenceYaml.write(yaml, config);
  }

  /** {@code others} with the entry that makes a YAML superfluous. */
  public static Map<String, String> metadata(BasisConfig config, Map<String, String> others) {
    return BasisMetadata.write(config, others);
  }

  /** Writes {@code bases} in the reference's key format. */
  public static void write(Path file, Map<String, Basis> bases, Map<String, String> metadata) {
    write(file, bases, Spans.NONE, metadata);
  }

  /** Writes {@code bases} in the reference's key format, and beside them what they span. */
  public static void write(
      Path file, Map<String, Basis> bases, Spans spans, Map<String, String> metadata) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    bases.forEach(
        (path, basis) -> {
          tensors.put(PREFIX + path + A, basis.a());
          tensors.put(PREFIX + path + B, basis.b());
          tensors.put(PREFIX + path + KEYS, basis.keys());
          if (basis.projection() != null) {
            tensors.put(PREFIX + path + PROJECTION, basis.projection());
          }
        });
    try (Scope scope = new Scope()) {
      tensors.putAll(spans.tensors());
      SafetensorsWriter.write(file, tensors, metadata);
    }
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
