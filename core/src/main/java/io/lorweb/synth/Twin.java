package io.lorweb.synth;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.gguf.BlockType;
import io.lorweb.gguf.GgufWriter;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.SingleFiles;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A model folder's parts as the single files in which people have FLUX.1-Kontext: the same weights
 * under the names of single files, in any format.
 *
 * @param model in the layout of diffusers
 */
public record Twin(ModelFolder model) {

  /**
   * Writes one part.
   *
   * @param file to write; a name that says "kontext" draws no warning
   * @param prefix before every name
   */
  public void write(Path file, Part part, TwinFormat format, String prefix) {
    try (PartFile<?> source = model.open(part);
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = packed(source, format, prefix);
      if (!format.isGguf()) {
        SafetensorsWriter.write(file, tensors, Map.of());
      } else if (part == Part.T5) {
        GgufWriter.write(file, tokenizer(), entries(llama(tensors), format));
      } else {
        GgufWriter.write(file, Map.of("general.architecture", "flux"), entries(tensors, format));
      }
    }
  }

  private static Map<String, Tensor> llama(Map<String, Tensor> tensors) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(SingleFiles.llamaT5(name), tensor));
    return renamed;
  }

  /** T5's tokenizer as llama.cpp has it; what its normalizer does to letters has no place there. */
  private Map<String, Object> tokenizer() {
    JsonFile json = JsonFile.read(model.path().resolve("tokenizer_2/tokenizer.json"));
    List<String> tokens = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (JsonNode pair : json.at("model").bind(JsonNode.class).get("vocab")) {
      tokens.add(pair.get(0).asText());
      scores.add((float) pair.get(1).asDouble());
    }
    return Map.of(
        "general.architecture",
        "t5encoder",
        "tokenizer.ggml.model",
        "t5",
        "tokenizer.ggml.tokens",
        tokens,
        "tokenizer.ggml.scores",
        scores);
  }

  /** Writes all parts into one file, the transformer in {@code format}, the others as they are. */
  public void writeAllInOne(Path file, TwinFormat format) {
    if (format.isGguf()) {
      throw InputException.of(
          "one file of all parts is safetensors: format %s is GGUF, which holds one part",
          format.id());
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    try (Scope scope = new Scope();
        PartFile<?> transformer = model.open(Part.TRANSFORMER);
        PartFile<?> t5 = model.open(Part.T5);
        PartFile<?> clip = model.open(Part.CLIP);
        PartFile<?> vae = model.open(Part.VAE)) {
      all.putAll(packed(transformer, format, "model.diffusion_model."));
      all.putAll(packed(t5, TwinFormat.PLAIN, "text_encoders.t5xxl.transformer."));
      all.putAll(packed(clip, TwinFormat.PLAIN, "text_encoders.clip_l.transformer."));
      all.putAll(packed(vae, TwinFormat.PLAIN, "vae."));
      SafetensorsWriter.write(file, all, Map.of());
    }
  }

  /**
   * Writes a tree as ComfyUI has it, with what no single file tells: tokenizers, and the
   * configurations of a model that is not of the public sizes.
   */
  public void writeTree(Path folder, TwinFormat format) {
    String ending = format.isGguf() ? ".gguf" : ".safetensors";
    Path transformer = folder.resolve("diffusion_models/kontext-" + format.id() + ending);
    write(transformer, Part.TRANSFORMER, format, "");
    write(folder.resolve("text_encoders/t5.safetensors"), Part.T5, TwinFormat.PLAIN, "");
    write(folder.resolve("text_encoders/clip_l.safetensors"), Part.CLIP, TwinFormat.PLAIN, "");
    write(folder.resolve("vae/ae.safetensors"), Part.VAE, TwinFormat.PLAIN, "");
    for (String kept :
        List.of(
            "lorweb.json", "scheduler", "tokenizer", "tokenizer_2", "image_encoder", "adapter")) {
      copy(model.path().resolve(kept), folder.resolve(kept));
    }
    for (String part : List.of("transformer", "vae", "text_encoder", "text_encoder_2")) {
      copy(
          model.path().resolve(part).resolve("config.json"),
          folder.resolve(part).resolve("config.json"));
    }
  }

  private static Map<String, Tensor> packed(PartFile<?> source, TwinFormat format, String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<Tensor>> entry : source.singleFile().entrySet()) {
      String name = prefix + entry.getKey();
      Tensor tensor = entry.getValue().get();
      if (tensor.dim() == 2 && name.endsWith(".weight") && !format.isGguf()) {
        tensors.putAll(format.pack(name.substring(0, name.length() - 7), tensor));
      } else {
        tensors.put(name, tensor);
      }
    }
    if (format == TwinFormat.FP8_SCALED) {
      tensors.put(prefix + "scaled_fp8", Tensors.of(new float[0], 0).to(ScalarType.Float8_e4m3fn));
    }
    return tensors;
  }

  private static List<GgufWriter.Entry> entries(Map<String, Tensor> tensors, TwinFormat format) {
    List<GgufWriter.Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          BlockType type = format.blocks(tensor);
          entries.add(
              new GgufWriter.Entry(name, type, tensor.shape(), () -> TwinFormat.raw(type, tensor)));
        });
    return entries;
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        try (Stream<Path> files = Files.list(from)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            copy(file, to.resolve(file.getFileName().toString()));
          }
        }
      } else if (Files.exists(from)) {
        AtomicFile.write(to, ByteBuffer.wrap(Files.readAllBytes(from)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
