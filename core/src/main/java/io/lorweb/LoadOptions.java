package io.lorweb;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lorweb.adapt.Application;
import io.lorweb.error.InputException;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartFiles;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What to load and where to.
 *
 * <pre>{@code
 * LoadOptions.defaults().parts(p -> p.model("FLUX.1-Kontext-dev")).machine(m -> m.threads(2))
 * }</pre>
 *
 * @param parts what to load
 * @param machine where it computes, and how
 * @param limits on what one run may cost
 */
public record LoadOptions(
    @JsonUnwrapped Parts parts, @JsonUnwrapped Machine machine, Limits limits) {

  private static final LoadOptions DEFAULTS =
      new LoadOptions(
          new Parts(
              ModelFolder.EMBEDDED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              true),
          new Machine(
              DeviceSetting.AUTO,
              DtypeSetting.AUTO,
              MemorySetting.AUTO,
              Application.FOLDED,
              OptionalInt.empty()),
          Limits.DEFAULT);

  /**
   * An ordinary LoRA (PEFT/diffusers or kohya keys).
   *
   * @param file safetensors
   * @param scale 1 as trained, 0 off; finite
   */
  public record Lora(Path file, double scale) {
    public Lora {
      Objects.requireNonNull(file, "file");
      if (!Double.isFinite(scale)) {
        throw InputException.of("the scale of LoRA %s is %s but must be finite", file, scale);
      }
    }
  }

  /**
   * What to load.
   *
   * @param model a folder of diffusers, a single file, a tree of files such as ComfyUI's models, a
   *     hub id in the local cache, or the embedded model's name
   * @param transformer file of the transformer instead of the model's
   * @param t5 file of the T5 encoder instead of the model's
   * @param clipText file of the CLIP text encoder instead of the model's
   * @param vae file of the VAE instead of the model's
   * @param tokenizer folder of the text encoders' tokenizers instead of the model's
   * @param adapter LoRWeB checkpoint; absent: the one that the model folder brings along, if any
   * @param config the reference's training YAML for an adapter that does not say how it routes
   * @param encoder image encoder's folder, file or hub id; absent: the model folder's, else that of
   *     a tree's clip_vision which fits the adapter, else the adapter's
   * @param instructions text file with an instruction in every line, for setting {@code explain};
   *     absent: the one that the model folder brings along, if any
   * @param loras ordinary LoRAs that are always on
   * @param adapted whether an adapter is wanted at all: false loads the base alone
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Parts(
      String model,
      Optional<Path> transformer,
      Optional<Path> t5,
      Optional<Path> clipText,
      Optional<Path> vae,
      Optional<Path> tokenizer,
      Optional<Path> adapter,
      Optional<Path> config,
      Optional<String> encoder,
      Optional<Path> instructions,
      List<Lora> loras,
      boolean adapted)
      implements LoadOptionsPartsBuilder.With {

    public Parts {
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(adapter, "adapter");
      Objects.requireNonNull(config, "config");
      Objects.requireNonNull(encoder, "encoder");
      Objects.requireNonNull(instructions, "instructions");
      Objects.requireNonNull(loras, "loras");
      loras = List.copyOf(loras);
    }

    /** Files of single parts. */
    public PartFiles files() {
      return new PartFiles(transformer, t5, clipText, vae, tokenizer);
    }
  }

  /**
   * Where it computes, and how.
   *
   * @param device the CPU or a GPU
   * @param dtype the number format of all computation
   * @param memory how large weights rest
   * @param application how a mixture is put on the transformer
   * @param threads of one operator, 1 or more; sums depend on it in the last bit, and it holds for
   *     the whole process; absent: chosen by the machine and the model's width
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Machine(
      DeviceSetting device,
      DtypeSetting dtype,
      MemorySetting memory,
      Application application,
      OptionalInt threads)
      implements LoadOptionsMachineBuilder.With {

    public Machine {
      Objects.requireNonNull(device, "device");
      Objects.requireNonNull(dtype, "dtype");
      Objects.requireNonNull(memory, "memory");
      Objects.requireNonNull(application, "application");
      Objects.requireNonNull(threads, "threads");
      threads.ifPresent(
          n -> {
            if (n < 1) {
              throw InputException.of("threads %d must be at least 1", n);
            }
          });
    }
  }

  /**
   * What one run may cost: asked before it takes anything. {@link Analogy#estimate} tells the cost.
   *
   * @param area pixels of the generated picture, at least 1
   * @param steps of denoising, at least 1
   * @param memory bytes beside the loaded model, at least 1; absent: what is free when a run begins
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Limits(long area, int steps, OptionalLong memory)
      implements LoadOptionsLimitsBuilder.With {

    /** 64 megapixels, any number of steps, what is free of the machine's memory. */
    public static final Limits DEFAULT = new Limits(1L << 26, 1000, OptionalLong.empty());

    /** None at all. */
    public static final Limits NONE =
        new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, OptionalLong.of(Long.MAX_VALUE));

    public Limits {
      Objects.requireNonNull(memory, "memory");
      require("area", area);
      require("steps", steps);
      memory.ifPresent(bytes -> require("memory", bytes));
    }

    private static void require(String name, long value) {
      if (value < 1) {
        throw InputException.of("limit '%s' %d must be at least 1", name, value);
      }
    }
  }

  public LoadOptions {
    Objects.requireNonNull(parts, "parts");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(limits, "limits");
  }

  /** The embedded model with its adapter, everything else chosen for the machine. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** A copy that loads something else. */
  public LoadOptions parts(Consumer<LoadOptionsPartsBuilder> change) {
    return new LoadOptions(parts.with(Objects.requireNonNull(change, "change")), machine, limits);
  }

  /** A copy that computes elsewhere or otherwise. */
  public LoadOptions machine(Consumer<LoadOptionsMachineBuilder> change) {
    return new LoadOptions(parts, machine.with(Objects.requireNonNull(change, "change")), limits);
  }

  /** A copy whose runs may cost more or less. */
  public LoadOptions limits(Consumer<LoadOptionsLimitsBuilder> change) {
    return new LoadOptions(parts, machine, limits.with(Objects.requireNonNull(change, "change")));
  }

  /** A copy with these limits. */
  public LoadOptions within(Limits other) {
    return new LoadOptions(parts, machine, Objects.requireNonNull(other, "other"));
  }

  /** A copy with one ordinary LoRA more. */
  public LoadOptions lora(Path file, double scale) {
    Stream<Lora> more = Stream.concat(parts.loras().stream(), Stream.of(new Lora(file, scale)));
    return parts(p -> p.loras(more.toList()));
  }

  /** The base model alone, for editing by instruction. */
  public LoadOptions baseOnly() {
    return parts(p -> p.adapted(false));
  }
}
