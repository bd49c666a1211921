package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.adapt.Application;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that say what to load and where to. */
final class ModelOptions {

  @Option(
      order = Sections.MODEL,
      names = "--model",
      completionCandidates = Candidates.Models.class,
      paramLabel = "DIR|FILE",
      description =
          "A diffusers folder, a single file, ComfyUI's models folder, or a hub id in the local"
              + " cache (default: the embedded model).")
  String model;

  @Mixin PartOptions parts;

  @Option(
      order = Sections.MODEL,
      names = "--lora",
      arity = "2",
      paramLabel = "FILE SCALE",
      hideParamSyntax = true,
      description = "An ordinary LoRA of any dialect; may be repeated.")
  List<String> loras = List.of();

  @Option(
      order = Sections.ADVANCED,
      names = {"-d", "--device"},
      completionCandidates = Candidates.Devices.class,
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  DeviceSetting device = DeviceSetting.AUTO;

  @Option(
      order = Sections.ADVANCED,
      names = "--dtype",
      completionCandidates = Candidates.Dtypes.class,
      description = "auto, fp32, bf16 (on a CPU: products only) or fp16 (default: auto).")
  DtypeSetting dtype = DtypeSetting.AUTO;

  @Option(
      order = Sections.ADVANCED,
      names = "--memory",
      completionCandidates = Candidates.Memories.class,
      description = "auto, resident, stream or int8 weights (default: auto).")
  MemorySetting memory = MemorySetting.AUTO;

  @Option(
      order = Sections.ADVANCED,
      names = "--apply-mode",
      completionCandidates = Candidates.Applications.class,
      description = "folded or merged mixture (default: folded).")
  Application applyMode = Application.FOLDED;

  @Option(
      order = Sections.ADVANCED,
      names = "--threads",
      description = "Threads of the engine (default: by the width of the model).")
  Integer threads;

  @Option(
      order = Sections.ADVANCED,
      names = "--no-limits",
      description = "Try also what needs more memory than is free.")
  boolean unlimited;

  LoadOptions load() {
    LoadOptions options =
        LoadOptions.defaults()
            .within(limits())
            .parts(p -> p.model(base()))
            .machine(m -> m.device(device).dtype(dtype).memory(memory).application(applyMode));
    options = loras(parts.load(options));
    return threads == null ? options : options.machine(m -> m.threads(threads));
  }

  /** A transformer alone is a model of its own, not a part of the embedded one. */
  private String base() {
    if (model != null) {
      return model;
    }
    return parts.transformer == null ? ModelFolder.EMBEDDED : parts.transformer.toString();
  }

  /** Files that are read, as far as they are named by paths. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(parts.files());
    for (int i = 0; i < loras.size(); i += 2) {
      files.add(Path.of(loras.get(i)));
    }
    return files;
  }

  private LoadOptions.Limits limits() {
    return unlimited ? LoadOptions.Limits.NONE : LoadOptions.Limits.DEFAULT;
  }

  private LoadOptions loras(LoadOptions options) {
    for (int i = 0; i + 1 < loras.size(); i += 2) {
      options = options.lora(Path.of(loras.get(i)), Numbers.decimal("--lora", loras.get(i + 1)));
    }
    return options;
  }

  /** {@code recorded} with those of these options that stand on the command line. */
  LoadOptions over(LoadOptions recorded, ParseResult given) {
    LoadOptions options = recorded.within(limits());
    if (given.hasMatchedOption("--model") || given.hasMatchedOption("--transformer")) {
      options = options.parts(p -> p.model(base()));
    }
    options = parts.load(options);
    options =
        given.hasMatchedOption("--lora") ? loras(options.parts(p -> p.loras(List.of()))) : options;
    options = given.hasMatchedOption("--device") ? options.machine(m -> m.device(device)) : options;
    options = given.hasMatchedOption("--dtype") ? options.machine(m -> m.dtype(dtype)) : options;
    options = given.hasMatchedOption("--memory") ? options.machine(m -> m.memory(memory)) : options;
    return threads == null ? options : options.machine(m -> m.threads(threads));
  }
}
