package io.lorweb.synth;

import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.gguf.BlockType;
import io.lorweb.gguf.GgufWriter;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.parts.SingleFiles;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.T5Config;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.DType;
import io.lorweb.weights.SafetensorsWriter;
import io.lorweb.weights.SafetensorsWriter.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The single files of FLUX.1-Kontext-dev in their published layouts and sizes
 * (docs/spec/CHECKPOINTS.md section 1), of random values.
 *
 * @param doubleBlocks 19 for the real size, fewer for a cut
 * @param singleBlocks 38 for the real size, fewer for a cut
 */
public record FullSizeFiles(int doubleBlocks, int singleBlocks) {

  private static final T5Config T5 =
      new T5Config(32128, 4096, 64, 10240, 24, 64, 32, 128, Activation.GELU_TANH, 1e-6);
  private static final ClipTextConfig CLIP =
      new ClipTextConfig(
          new EncoderSizes(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5), 49408, 77, 2);

  private FluxConfig flux() {
    FluxConfig whole = FluxConfig.KONTEXT_DEV;
    return new FluxConfig(
        whole.inChannels(),
        whole.outChannels(),
        doubleBlocks,
        singleBlocks,
        whole.heads(),
        whole.headDim(),
        whole.jointDim(),
        whole.pooledDim(),
        true,
        whole.axes());
  }

  /** Writes a tree as ComfyUI has it: the transformer in {@code format}, T5 with scaled fp8. */
  public void write(Path folder, TwinFormat format, SyntheticModel.Listener listener) {
    if (format == TwinFormat.INT8 || format == TwinFormat.NF4) {
      throw InputException.of(
          "no files of the full size are published in format %s: choose plain, fp8, fp8-scaled, gguf,"
              + " q8_0, q4_0 or q4_k",
          format.id());
    }
    torch.manual_seed(0);
    String ending = format.isGguf() ? ".gguf" : ".safetensors";
    Path transformer = folder.resolve("diffusion_models/flux1-kontext-dev-" + format.id() + ending);
    if (format.isGguf()) {
      GgufWriter.write(transformer, Map.of("general.architecture", "flux"), blocks(format));
    } else {
      SafetensorsWriter.write(transformer, transformer(format), Map.of());
    }
    listener.wrote(transformer, values(SingleFiles.transformer(flux())));
    Path encoders = folder.resolve("text_encoders");
    write(encoders.resolve("t5xxl_fp8_e4m3fn_scaled.safetensors"), t5Scaled(), listener, T5_SHAPES);
    Path clip = encoders.resolve("clip_l.safetensors");
    SafetensorsWriter.write(clip, clip(), Map.of("format", "pt"));
    listener.wrote(clip, values(SingleFiles.clip(CLIP)));
    write(folder.resolve("vae/ae.safetensors"), vae(), listener, SingleFiles.vae(VaeConfig.FLUX));
  }

  private static final Map<String, long[]> T5_SHAPES = SingleFiles.t5(T5);

  private static void write(
      Path file,
      List<Entry> entries,
      SyntheticModel.Listener listener,
      Map<String, long[]> shapes) {
    SafetensorsWriter.write(file, entries, Map.of());
    listener.wrote(file, values(shapes));
  }

  private static long values(Map<String, long[]> shapes) {
    return shapes.values().stream().mapToLong(FullSizeFiles::product).sum();
  }

  private static long product(long[] shape) {
    long product = 1;
    for (long side : shape) {
      product *= side;
    }
    return product;
  }

  /** The transformer as safetensors: {@code PLAIN} (bf16), {@code FP8} or {@code FP8_SCALED}. */
  List<Entry> transformer(TwinFormat format) {
    List<Entry> entries = new ArrayList<>();
    SingleFiles.transformer(flux())
        .forEach(
            (name, shape) -> {
              boolean packed = shape.length == 2 && format != TwinFormat.PLAIN;
              switch (packed || format == TwinFormat.FP8 ? format : TwinFormat.PLAIN) {
                case PLAIN -> entries.add(random(name, DType.BF16, shape, 1));
                case FP8 -> entries.add(random(name, DType.F8_E4M3, shape, 1));
                case FP8_SCALED -> scaled(entries, name, DType.F8_E4M3, shape, true);
                default -> throw new IllegalStateException(format + " has no full size");
              }
            });
    if (format == TwinFormat.FP8_SCALED) {
      entries.add(marker());
    }
    return entries;
  }

  /** T5 as published with scaled fp8: tables, norms and the bias table in fp16. */
  List<Entry> t5Scaled() {
    List<Entry> entries = new ArrayList<>();
    T5_SHAPES.forEach(
        (name, shape) -> {
          boolean linear = shape.length == 2 && name.contains(".layer.") && !name.contains("_bias");
          if (linear) {
            scaled(entries, name, DType.F8_E4M3, shape, false);
          } else {
            entries.add(random(name, DType.F16, shape, 1));
          }
        });
    entries.add(embedded(DType.F16));
    entries.add(marker());
    return entries;
  }

  /** T5 as published in one type. */
  List<Entry> t5(DType type) {
    List<Entry> entries = new ArrayList<>();
    T5_SHAPES.forEach((name, shape) -> entries.add(random(name, type, shape, 1)));
    entries.add(embedded(type));
    return entries;
  }

  private static Entry embedded(DType type) {
    return random("encoder.embed_tokens.weight", type, T5_SHAPES.get("shared.weight"), 1);
  }

  List<Entry> clip() {
    List<Entry> entries = new ArrayList<>();
    SingleFiles.clip(CLIP).forEach((name, shape) -> entries.add(random(name, DType.F16, shape, 1)));
    return entries;
  }

  List<Entry> vae() {
    List<Entry> entries = new ArrayList<>();
    SingleFiles.vae(VaeConfig.FLUX)
        .forEach((name, shape) -> entries.add(random(name, DType.F32, shape, 1)));
    return entries;
  }

  private static Entry marker() {
    return new Entry(
        "scaled_fp8",
        DType.F8_E4M3,
        new long[] {0},
        () -> Tensors.of(new float[0], 0).to(ScalarType.Float8_e4m3fn));
  }

  private static void scaled(
      List<Entry> entries, String name, DType type, long[] shape, boolean input) {
    String layer = name.substring(0, name.length() - ".weight".length());
    double scale = 1.0 / 64;
    entries.add(random(name, type, shape, 1 / scale));
    entries.add(number(layer + ".scale_weight", scale));
    if (input) {
      entries.add(number(layer + ".scale_input", 1));
    }
  }

  private static Entry number(String name, double value) {
    return new Entry(
        name, DType.F32, new long[0], () -> Tensors.of(new float[] {(float) value}, 1).squeeze());
  }

  private static Entry random(String name, DType type, long[] shape, double factor) {
    return new Entry(
        name,
        type,
        shape,
        () ->
            Tensors.times(SyntheticModel.random(spelt(name), shape, ScalarType.Float), factor)
                .to(type.scalarType()));
  }

  /** Norms are told by their weights there. */
  private static String spelt(String name) {
    return name.replace("_norm.scale", "_norm.weight");
  }

  List<GgufWriter.Entry> blocks(TwinFormat format) {
    List<GgufWriter.Entry> entries = new ArrayList<>();
    SingleFiles.transformer(flux())
        .forEach(
            (name, shape) -> {
              boolean inner = name.contains("_blocks.") && shape.length == 2;
              BlockType type =
                  inner && format.wanted() != null
                      ? format.wanted()
                      : shape.length == 2 ? BlockType.F16 : BlockType.F32;
              ScalarType wide = type == BlockType.F16 ? ScalarType.Half : ScalarType.Float;
              entries.add(
                  new GgufWriter.Entry(
                      name,
                      type,
                      shape,
                      () -> TwinFormat.raw(type, SyntheticModel.random(spelt(name), shape, wide))));
            });
    return entries;
  }
}
