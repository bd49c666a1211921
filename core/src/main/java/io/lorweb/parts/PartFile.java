package io.lorweb.parts;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.packed.Container;
import io.lorweb.packed.ForeignPackings;
import io.lorweb.packed.GgufContainer;
import io.lorweb.packed.StorageFormat;
import io.lorweb.packed.StoredWeight;
import io.lorweb.packed.StoredWeights;
import io.lorweb.packed.Transposed;
import io.lorweb.packed.View;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.T5Config;
import io.lorweb.vae.VaeConfig;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.Resting;
import io.lorweb.weights.TensorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * One part of a model out of a file or folder of any layout, by the model's own names. Opening
 * reads and checks names, types, companions and shapes; weights rest in the file.
 *
 * @param <C> configuration of the part
 */
public final class PartFile<C> implements TensorSource {

  private final Container container;
  private final C config;
  private final Map<String, Resting> tensors;
  private final PartReport report;
  private final PartKind<C> kind;

  PartFile(
      PartKind<C> kind,
      Container container,
      C config,
      Map<String, Resting> tensors,
      PartReport report) {
    this.kind = kind;
    this.container = container;
    this.config = config;
    this.tensors = new HashMap<>(tensors);
    this.report = report;
  }

  /**
   * Opens a transformer.
   *
   * @param like gives what the shapes of a file do not tell; empty: the constants of FLUX
   * @throws InputException for everything else, and for what is incomplete or unreadable; the first
   *     fault in the order of docs/spec/CHECKPOINTS.md section 7
   */
  public static PartFile<FluxConfig> transformer(Path file, Optional<FluxConfig> like) {
    Optional<FluxConfig> known = configOf(file, FluxConfig::read);
    return open(file, new FluxKind(known.or(() -> like)), known, like);
  }

  /** Opens a T5 encoder, as {@link #transformer} does. */
  public static PartFile<T5Config> t5(Path file, Optional<T5Config> like) {
    return open(file, new T5Kind(), configOf(file, T5Config::read), like);
  }

  /** Opens a CLIP text encoder, as {@link #transformer} does. */
  public static PartFile<ClipTextConfig> clip(Path file, Optional<ClipTextConfig> like) {
    return open(file, new ClipKind(), configOf(file, ClipTextConfig::read), like);
  }

  /** Opens a VAE, as {@link #transformer} does. */
  public static PartFile<VaeConfig> vae(Path file, Optional<VaeConfig> like) {
    return open(file, new VaeKind(), configOf(file, VaeConfig::read), like);
  }

  /** Opens CLIP's image encoder, as {@link #transformer} does. */
  public static PartFile<VisionConfig> vision(Path file, Optional<VisionConfig> like) {
    return open(file, new VisionKind(), configOf(file, VisionConfig::read), like);
  }

  /** Opens a part, as {@link #transformer} does. */
  public static PartFile<?> open(Path file, Part part) {
    return switch (part) {
      case TRANSFORMER -> transformer(file, Optional.empty());
      case T5 -> t5(file, Optional.empty());
      case CLIP -> clip(file, Optional.empty());
      case VAE -> vae(file, Optional.empty());
      case VISION -> vision(file, Optional.empty());
    };
  }

  private static <C> PartFile<C> open(
      Path file, PartKind<C> kind, Optional<C> known, Optional<C> like) {
    Container container = Container.open(file);
    try {
      return new Opening<>(file, container, kind, known, like).open();
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** What a folder's config.json says; refuses quantisation that is not read. */
  private static <C> Optional<C> configOf(Path folder, Function<JsonFile, C> read) {
    Path file = folder.resolve("config.json");
    if (!Files.isDirectory(folder) || !Files.exists(file)) {
      return Optional.empty();
    }
    JsonFile json = JsonFile.read(file);
    if (json.has("quantization_config")) {
      ForeignPackings.refuseMethod(
          folder, json.at("quantization_config").text("quant_method", "an unnamed method"));
    }
    return Optional.of(read.apply(json));
  }

  /** Its geometry. */
  public C config() {
    return config;
  }

  /** What the file is. */
  public PartReport report() {
    return report;
  }

  /** The tokenizer that the file brings along, as in a tokenizer.json. */
  public Optional<String> tokenizer() {
    return GgufTokenizer.isIn(container)
        ? Optional.of(GgufTokenizer.json((GgufContainer) container))
        : Optional.empty();
  }

  /** Tensors by the model's names. */
  public Iterable<String> names() {
    return tensors.keySet();
  }

  /** Shapes of its matrices, by their names without {@code .weight}. */
  public Map<String, long[]> matrices() {
    Map<String, long[]> shapes = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith(".weight") && tensor.shape().length == 2) {
            shapes.put(name.substring(0, name.length() - ".weight".length()), tensor.shape());
          }
        });
    return shapes;
  }

  /**
   * The tensors under the names and in the shapes of single files: fused where they are fused
   * there.
   */
  public Map<String, Supplier<Tensor>> singleFile() {
    Map<String, Supplier<Tensor>> single = new LinkedHashMap<>();
    for (StoredTensor tensor : kind.layout(config, new Shapes(container.file(), Map.of()))) {
      single.put(tensor.spellings().get(0), () -> Scope.of(() -> fused(tensor)));
    }
    return single;
  }

  private Tensor fused(StoredTensor tensor) {
    List<Tensor> parts = new ArrayList<>();
    for (StoredTensor.View view : tensor.views()) {
      // Exchanging or transposing twice changes nothing.
      Resting own = resting(view.name(), view.shape());
      parts.add(
          switch (view.order()) {
            case AS_STORED -> own.all();
            case EXCHANGED -> View.of(own, 0, view.shape(), true).all();
            case TRANSPOSED -> new Transposed(own).all();
          });
    }
    return Tensors.cat(0, parts.toArray(Tensor[]::new)).reshape(tensor.shape());
  }

  @Override
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  @Override
  public Tensor tensor(String name, long... shape) {
    return resting(name, shape).all();
  }

  @Override
  public Resting resting(String name, long... shape) {
    Resting resting = resting(name);
    if (!Arrays.equals(resting.shape(), shape)) {
      throw InputException.of(
          "%s: tensor %s has the shape %s, expected %s",
          container.file(), name, Arrays.toString(resting.shape()), Arrays.toString(shape));
    }
    return resting;
  }

  /**
   * A tensor as it rests.
   *
   * @throws InputException when there is none of this name
   */
  public Resting resting(String name) {
    Resting resting = tensors.get(name);
    if (resting == null) {
      throw InputException.of("%s lacks the tensor %s", container.file(), name);
    }
    return resting;
  }

  @Override
  public void close() {
    container.close();
  }

  static Resting view(StoredWeight weight, StoredTensor.View view) {
    Resting whole = weight.resting();
    if (view.order() == StoredTensor.Order.TRANSPOSED) {
      return new Transposed(whole);
    }
    boolean exchanged = view.order() == StoredTensor.Order.EXCHANGED;
    boolean same = view.from() == 0 && !exchanged && Arrays.equals(whole.shape(), view.shape());
    return same ? whole : View.of(whole, view.from(), view.shape(), exchanged);
  }

  static StorageFormat format(Map<String, StoredWeight> weights) {
    return StoredWeights.format(weights.values());
  }
}
