package io.lorweb.model;

import io.lorweb.files.Fingerprint;
import io.lorweb.files.Hash;
import io.lorweb.parts.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files that make a picture hold, as {@link Fingerprint}s: a path says nothing after its
 * file has been replaced.
 *
 * @param model all parts of the base
 * @param adapter the LoRWeB adapter, where there is one
 * @param loras ordinary LoRAs, in their order
 */
public record LoadedFiles(String model, Optional<String> adapter, List<String> loras) {

  /** Folders in the layout of diffusers, and the parts that may be files instead. */
  private static final List<Map.Entry<String, Optional<Part>>> PARTS =
      List.of(
          Map.entry("scheduler", Optional.empty()),
          Map.entry("text_encoder", Optional.of(Part.CLIP)),
          Map.entry("text_encoder_2", Optional.of(Part.T5)),
          Map.entry("transformer", Optional.of(Part.TRANSFORMER)),
          Map.entry("vae", Optional.of(Part.VAE)));

  public LoadedFiles {
    loras = List.copyOf(loras);
  }

  /** Reads a few MiB of every file. */
  public static LoadedFiles of(ModelFolder folder, Optional<Path> adapter, List<Path> loras) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Optional<Part>> part : PARTS) {
      Path path =
          part.getValue().flatMap(folder.files()::of).orElse(folder.path().resolve(part.getKey()));
      parts.add(
          Files.isDirectory(path)
              ? Fingerprint.ofFolder(path)
              : Files.isRegularFile(path) ? Fingerprint.of(path) : "");
    }
    return new LoadedFiles(
        Hash.of(parts.toArray(String[]::new)).substring(0, 32),
        adapter.map(Fingerprint::of),
        loras.stream().map(Fingerprint::of).toList());
  }

  /** Which of these are not the same in {@code others}: "model", "adapter", "LoRA 1", "LoRA 2". */
  public List<String> differing(LoadedFiles others) {
    List<String> differing = new ArrayList<>();
    if (!others.model.equals(model)) {
      differing.add("model");
    }
    if (!others.adapter.equals(adapter)) {
      differing.add("adapter");
    }
    for (int i = 0; i < Math.max(loras.size(), others.loras.size()); i++) {
      if (i >= loras.size()
          || i >= others.loras.size()
          || !others.loras.get(i).equals(loras.get(i))) {
        differing.add("LoRA " + (i + 1));
      }
    }
    return differing;
  }
}
