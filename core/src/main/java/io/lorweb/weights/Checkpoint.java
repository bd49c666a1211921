package io.lorweb.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of one model: a safetensors file, or several behind an index.
 *
 * <p>Opening reads and checks every header; a shard is mapped when one of its tensors is first
 * asked for. Safe for use from several threads. Source: docs/spec/FLUX_KONTEXT.md section 2.
 */
public final class Checkpoint implements TensorSource {

  private static final String SUFFIX = ".safetensors";
  private static final String INDEX_SUFFIX = SUFFIX + ".index.json";
  private static final List<String> STEMS = List.of("diffusion_pytorch_model", "model");
  private static final long INDEX_LIMIT = 64L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final Map<String, Safetensors> homes;
  private final Map<String, String> metadata;

  private Checkpoint(Path file, Map<String, Safetensors> homes, Map<String, String> metadata) {
    this.file = file;
    this.homes = Collections.unmodifiableMap(homes);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Opens a safetensors file, an index ({@code *.safetensors.index.json}) or a folder. In a folder
   * it takes {@code diffusion_pytorch_model}, then {@code model}, each as one file or as an index,
   * then the only safetensors file there is.
   *
   * @throws InputException when something is missing, ambiguous or damaged; a missing shard or
   *     tensor is named
   */
  public static Checkpoint open(Path fileOrFolder) {
    Path file = Files.isDirectory(fileOrFolder) ? find(fileOrFolder) : fileOrFolder;
    return file.toString().endsWith(".json") ? sharded(file) : single(file);
  }

  private static Path find(Path folder) {
    for (String stem : STEMS) {
      for (String suffix : List.of(SUFFIX, INDEX_SUFFIX)) {
        Path candidate = folder.resolve(stem + suffix);
        if (Files.exists(candidate)) {
          return candidate;
        }
      }
    }
    List<Path> files = weights(folder);
    if (files.size() == 1) {
      return files.get(0);
    }
    throw InputException.of(
        "folder %s holds %s: expected diffusion_pytorch_model.safetensors, model.safetensors, the"
            + " .index.json of either, or exactly one .safetensors file",
        folder,
        files.isEmpty()
            ? "no .safetensors file"
            : "several .safetensors files ("
                + String.join(", ", files.stream().map(f -> f.getFileName().toString()).toList())
                + ")");
  }

  private static List<Path> weights(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException("cannot read folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Checkpoint single(Path file) {
    Safetensors tensors = Safetensors.open(file);
    Map<String, Safetensors> homes = new LinkedHashMap<>();
    tensors.header().tensors().keySet().forEach(name -> homes.put(name, tensors));
    return new Checkpoint(file, homes, tensors.header().metadata());
  }

  private static Checkpoint sharded(Path index) {
    JsonNode weightMap = readIndex(index).path("weight_map");
    if (!weightMap.isObject() || weightMap.isEmpty()) {
      throw InputException.of(
          "%s lacks weight_map, an object from tensor name to shard file", index);
    }
    Map<String, Safetensors> shards = new LinkedHashMap<>();
    Map<String, Safetensors> homes = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : weightMap.properties()) {
      String name = entry.getKey();
      if (!entry.getValue().isTextual()) {
        throw InputException.of("%s: weight_map gives no file name for tensor %s", index, name);
      }
      String shardName = entry.getValue().asText();
      Safetensors shard = shards.get(shardName);
      if (shard == null) {
        shard = Safetensors.open(shardFile(index, shardName));
        shards.put(shardName, shard);
        shard.header().metadata().forEach(metadata::putIfAbsent);
      }
      if (!shard.header().tensors().containsKey(name)) {
        throw InputException.of(
            "%s lacks the tensor %s, which %s places there",
            shard.header().file(), name, index.getFileName());
      }
      homes.put(name, shard);
    }
    return new Checkpoint(index, homes, metadata);
  }

  private static JsonNode readIndex(Path index) {
    try {
      if (!Files.isRegularFile(index)) {
        throw InputException.of("%s does not exist", index);
      }
      if (Files.size(index) > INDEX_LIMIT) {
        throw InputException.of("%s is larger than %d bytes", index, INDEX_LIMIT);
      }
      return JSON.readTree(index.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException(index + " is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InputException("cannot read " + index + ": " + e.getMessage(), e);
    }
  }

  /** The shard beside its index. Links are followed: download caches consist of them. */
  private static Path shardFile(Path index, String name) {
    Path shard;
    try {
      shard = Path.of(name).normalize();
    } catch (InvalidPathException e) {
      throw new InputException(index + ": \"" + name + "\" is not a file name", e);
    }
    if (shard.isAbsolute() || shard.startsWith("..") || !name.endsWith(SUFFIX)) {
      throw InputException.of(
          "%s: shard \"%s\" must be a .safetensors file inside the index's folder", index, name);
    }
    Path file = index.resolveSibling(shard);
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s is missing: %s places tensors there", file, index.getFileName());
    }
    return file;
  }

  /** The file or index this was opened from. */
  public Path file() {
    return file;
  }

  /** The names of all tensors, in the file's order. */
  public Set<String> names() {
    return homes.keySet();
  }

  /** Whether there is a tensor called {@code name}. */
  @Override
  public boolean has(String name) {
    return homes.containsKey(name);
  }

  /** The texts of the header; of all shards together, the first shard's where they differ. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Type, shape and place of the tensor called {@code name}.
   *
   * @throws InputException when there is none
   */
  public TensorInfo info(String name) {
    return home(name).header().tensors().get(name);
  }

  /**
   * The tensor called {@code name} as a view on the mapped file (see {@link Safetensors#tensor}).
   *
   * @throws InputException when there is none
   */
  public Tensor tensor(String name) {
    return home(name).tensor(name);
  }

  /**
   * The tensor called {@code name}, which must have {@code shape}.
   *
   * @throws InputException when there is none or its shape differs; names file, tensor and shapes
   */
  @Override
  public Tensor tensor(String name, long... shape) {
    require(name, shape);
    return tensor(name);
  }

  private void require(String name, long... shape) {
    if (!has(name)) {
      throw InputException.of(
          "%s lacks the tensor %s of shape %s", file, name, Arrays.toString(shape));
    }
    TensorInfo info = info(name);
    if (!Arrays.equals(info.sizes(), shape)) {
      throw InputException.of(
          "%s: tensor %s has the shape %s, expected %s",
          home(name).header().file(), name, info.shape(), Arrays.toString(shape));
    }
  }

  @Override
  public Resting resting(String name, long... shape) {
    require(name, shape);
    return new Plain(shape, bytes(name), () -> tensor(name));
  }

  private long bytes(String name) {
    TensorInfo info = info(name);
    return info.end() - info.begin();
  }

  /**
   * The tensor called {@code name}, read from its first number to its last: for small files whose
   * single NaN would make every picture black.
   *
   * @throws InputException when there is none, or a number in it is infinite or none at all
   */
  public Tensor finite(String name) {
    Tensor tensor = tensor(name);
    try (Scope scope = new Scope()) {
      if (!tensor.isfinite().all().item_bool()) {
        throw InputException.of(
            "%s: tensor %s holds numbers that are not finite; the file is damaged or its training"
                + " diverged",
            file, name);
      }
    }
    return tensor;
  }

  private Safetensors home(String name) {
    Safetensors home = homes.get(name);
    if (home == null) {
      throw InputException.of("%s lacks the tensor %s", file, name);
    }
    return home;
  }

  /** Drops the hold on every mapping; tensors handed out stay valid. */
  @Override
  public void close() {
    homes.values().forEach(Safetensors::close);
  }
}
