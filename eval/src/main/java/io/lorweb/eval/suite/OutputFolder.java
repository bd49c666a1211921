package io.lorweb.eval.suite;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Version;
import io.lorweb.analogy.WantedEncoder;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.files.Fingerprint;
import io.lorweb.files.Hash;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.Part;
import io.lorweb.train.recipe.EarlierIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a model's pictures lie. Every name holds a hash of all that the picture depends on: what is
 * there can be used again, and what was made otherwise is never taken for it.
 *
 * @param path of the model
 */
record OutputFolder(Path path, String made) {

  /** Of a model that has been loaded. */
  static OutputFolder of(Path out, EvaluatedModel model, LoRWeB lorweb) {
    List<String> parts = new ArrayList<>();
    parts.add(Version.text());
    parts.add(model.way().name());
    parts.add(String.valueOf(model.prompted()));
    parts.add(AnswerKey.of(model.settings()));
    LoadOptions load = model.load();
    parts.add(load.machine().dtype().id());
    ModelFolder folder = lorweb.model().folder();
    lorweb.adapter().ifPresent(adapter -> parts.addAll(routing(adapter, load, folder)));
    load.parts()
        .loras()
        .forEach(lora -> parts.add(Fingerprint.of(lora.file()) + " " + lora.scale()));
    if (model.explained()) {
      parts.addAll(lorweb.instructions().all());
    }
    for (Part part : List.of(Part.TRANSFORMER, Part.VAE, Part.CLIP, Part.T5)) {
      parts.add(Fingerprint.ofPart(folder.source(part)));
    }
    return new OutputFolder(out.resolve("outputs").resolve(model.name()), key(parts));
  }

  private static List<String> routing(BasisAdapter adapter, LoadOptions load, ModelFolder folder) {
    List<String> parts = new ArrayList<>();
    parts.add(Fingerprint.of(adapter.file()));
    parts.add(EarlierIdentity.adapter(adapter.config()));
    if (adapter.config().external()) {
      Path encoder = folder.imageEncoder(load.parts().encoder(), WantedEncoder.of(adapter));
      parts.add(Fingerprint.ofPart(encoder));
    }
    return parts;
  }

  /**
   * The picture of a question.
   *
   * @param inputs hashes of a, a' and b
   */
  Path file(Question question, List<String> inputs, long seed) {
    List<String> parts = new ArrayList<>(inputs);
    parts.add(made);
    parts.add(question.prompt());
    parts.add(String.valueOf(seed));
    String readable = question.id().replaceAll("[^A-Za-z0-9._+-]+", "_");
    String stem = readable.substring(0, Math.min(80, readable.length()));
    return path.resolve(stem + "-" + key(parts).substring(0, 12) + ".png");
  }

  private static String key(List<String> parts) {
    return Hash.of(parts.toArray(String[]::new));
  }
}
