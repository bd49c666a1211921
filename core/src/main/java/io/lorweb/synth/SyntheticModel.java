package io.lorweb.synth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes checkpoints of random values in the real formats and any size, so that memory and speed at
 * full size can be measured without the real weights. Activations stay finite: norms are near 1,
 * other weights have variance 1 / fan-in.
 */
public final class SyntheticModel {

  /** Bytes of one shard; its tensors are in memory at once while it is written. */
  private static final long SHARD = 4L << 30;

  private static final ObjectMapper JSON = new ObjectMapper();

  private SyntheticModel() {}

  /** Hears what is written. */
  @FunctionalInterface
  public interface Listener {
    void wrote(Path file, long parameters);
  }

  /**
   * Writes bf16 shards with their index, or one file when one is enough.
   *
   * @param folder of one part
   * @param base {@code model} or {@code diffusion_pytorch_model}
   */
  public static void weights(
      Path folder, String base, Map<String, long[]> shapes, Listener listener) {
    List<Map<String, long[]>> shards = shards(shapes);
    ObjectNode index = JSON.createObjectNode();
    ObjectNode places = index.putObject("weight_map");
    long total = 0;
    for (int i = 0; i < shards.size(); i++) {
      String name =
          shards.size() == 1
              ? base + ".safetensors"
              : String.format(
                  Locale.ROOT, "%s-%05d-of-%05d.safetensors", base, i + 1, shards.size());
      long parameters = shard(folder.resolve(name), shards.get(i));
      total += parameters;
      shards.get(i).keySet().forEach(tensor -> places.put(tensor, name));
      listener.wrote(folder.resolve(name), parameters);
    }
    if (shards.size() > 1) {
      index.putObject("metadata").put("total_size", total * 2);
      json(folder.resolve(base + ".safetensors.index.json"), index);
    }
  }

  private static List<Map<String, long[]>> shards(Map<String, long[]> shapes) {
    List<Map<String, long[]>> shards = new ArrayList<>();
    long bytes = SHARD;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long size = elements(entry.getValue()) * 2;
      if (bytes + size > SHARD) {
        shards.add(new LinkedHashMap<>());
        bytes = 0;
      }
      shards.get(shards.size() - 1).put(entry.getKey(), entry.getValue());
      bytes += size;
    }
    return shards;
  }

  private static long shard(Path file, Map<String, long[]> shapes) {
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long parameters = 0;
      for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
        tensors.put(entry.getKey(), random(entry.getKey(), entry.getValue(), ScalarType.BFloat16));
        parameters += elements(entry.getValue());
      }
      SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
      return parameters;
    }
  }

  /** Near 1 for norms, small for biases, variance 1 / fan-in for everything else. */
  public static Tensor random(String name, long[] shape, ScalarType type) {
    try (Scope scope = new Scope()) {
      Tensor normal = torch.randn(shape);
      Tensor scaled;
      if (shape.length == 1) {
        scaled = Tensors.times(normal, 0.02);
        if (name.contains("norm") && name.endsWith("weight")) {
          scaled = Tensors.plus(scaled, 1);
        }
      } else {
        scaled = Tensors.times(normal, 1 / Math.sqrt((double) elements(shape) / shape[0]));
      }
      return scope.keep(scaled.to(type));
    }
  }

  private static long elements(long[] shape) {
    long count = 1;
    for (long side : shape) {
      count *= side;
    }
    return count;
  }

  /** Writes a configuration file. */
  public static void json(Path file, ObjectNode content) {
    byte[] bytes = content.toPrettyString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  /** Parses a configuration given as text. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new InputException("not JSON: " + text, e);
    }
  }
}
