package io.lorweb.examples;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Layout;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps an analogy for later, and hands it to other tools as an ordinary LoRA: {@code java
 * io.lorweb.examples.SaveAndExport a.png a2.png b.png out/}.
 */
public final class SaveAndExport {

  private SaveAndExport() {}

  public static void main(String[] args) {
    Picture b = PictureReader.read(Path.of(args[2]));
    Path out = Path.of(args[3]);
    Path saved = out.resolve("edit.analogy");
    Path lora = out.resolve("edit.safetensors");
    // A LoRA carries the coefficients, not the pictures a and a' that other layouts show the model.
    Settings settings = Settings.defaults().canvas(c -> c.layout(Layout.QUERY));

    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy =
          lorweb.analogy(
              PictureReader.read(Path.of(args[0])), PictureReader.read(Path.of(args[1])));
      analogy.route(b, settings).save(saved);
    }

    // Another day: the demonstration's pictures are no longer needed.
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy = lorweb.open(saved);
      Picture b2 = analogy.apply(b, settings, Progress.NONE).picture();
      PngWriter.write(out.resolve("analogy.png"), b2, Map.of());
      analogy.route(b, settings).export(lora, Dialect.DIFFUSERS);
    }

    // The LoRA works on the bare base, here as in diffusers or ComfyUI.
    try (LoRWeB base = LoRWeB.load(LoadOptions.defaults().baseOnly().lora(lora, 1))) {
      Picture b2 = base.edit(b, settings, Progress.NONE).picture();
      PngWriter.write(out.resolve("lora.png"), b2, Map.of());
    }
  }
}
