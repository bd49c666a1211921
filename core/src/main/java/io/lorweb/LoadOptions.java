package io.lorweb;

import io.lorweb.adapt.Application;
import io.lorweb.error.InputException;
import io.lorweb.model.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to load and where to.
 *
 * @param model a folder, a hub id in the local cache, or the embedded model's name
 * @param adapter LoRWeB checkpoint; absent: the one that the model folder brings along, if any
 * @param config the reference's training YAML for an adapter that does not say how it routes
 * @param encoder image encoder's folder or hub id; absent: the model folder's, else the adapter's
 * @param loras ordinary LoRAs that are always on
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype {@code auto}, {@code fp32}, {@code bf16} or {@code fp16}
 * @param memory {@code auto}, {@code resident}, {@code stream} or {@code int8}
 * @param application how a mixture is put on the transformer
 * @param adapted whether an adapter is wanted at all: false loads the base alone
 * @param threads of one operator; sums depend on it in the last bit, and it holds for the whole
 *     process; absent: as many as there are cores
 */
public record LoadOptions(
    String model,
    Optional<Path> adapter,
    Optional<Path> config,
    Optional<String> encoder,
    List<Lora> loras,
    String device,
    String dtype,
    String memory,
    Application application,
    boolean adapted,
    OptionalInt threads) {

  /**
   * An ordinary LoRA (PEFT/diffusers or kohya keys).
   *
   * @param file safetensors
   * @param scale 1 as trained, 0 off
   */
  public record Lora(Path file, double scale) {}

  public LoadOptions {
    loras = List.copyOf(loras);
  }

  /** The embedded model with its adapter, everything else chosen for the machine. */
  public static LoadOptions defaults() {
    return new LoadOptions(
        ModelFolder.EMBEDDED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "auto",
        "auto",
        "auto",
        Application.FOLDED,
        true,
        OptionalInt.empty());
  }

  public LoadOptions model(String value) {
    return new LoadOptions(
        value,
        adapter,
        config,
        encoder,
        loras,
        device,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions adapter(Path value) {
    return new LoadOptions(
        model,
        Optional.of(value),
        config,
        encoder,
        loras,
        device,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions config(Path value) {
    return new LoadOptions(
        model,
        adapter,
        Optional.of(value),
        encoder,
        loras,
        device,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions encoder(String value) {
    return new LoadOptions(
        model,
        adapter,
        config,
        Optional.of(value),
        loras,
        device,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  /** One ordinary LoRA more. */
  public LoadOptions lora(Path file, double scale) {
    List<Lora> more = new ArrayList<>(loras);
    more.add(new Lora(file, scale));
    return new LoadOptions(
        model,
        adapter,
        config,
        encoder,
        more,
        device,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions device(String value) {
    return new LoadOptions(
        model,
        adapter,
        config,
        encoder,
        loras,
        value,
        dtype,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions dtype(String value) {
    return new LoadOptions(
        model,
        adapter,
        config,
        encoder,
        loras,
        device,
        value,
        memory,
        application,
        adapted,
        threads);
  }

  public LoadOptions memory(String value) {
    return new LoadOptions(
        model,
        adapter,
        config,
        encoder,
        loras,
        device,
        dtype,
        value,
        application,
        adapted,
        threads);
  }

  public LoadOptions application(Application value) {
    return new LoadOptions(
        model, adapter, config, encoder, loras, device, dtype, memory, value, adapted, threads);
  }

  /** Threads of one operator, 1 or more. */
  public LoadOptions threads(int value) {
    if (value < 1) {
      throw InputException.of("threads %d must be at least 1", value);
    }
    return new LoadOptions(
        model,
        adapter,
        config,
        encoder,
        loras,
        device,
        dtype,
        memory,
        application,
        adapted,
        OptionalInt.of(value));
  }

  /** The base model alone, for editing by instruction. */
  public LoadOptions baseOnly() {
    return new LoadOptions(
        model, adapter, config, encoder, loras, device, dtype, memory, application, false, threads);
  }
}
