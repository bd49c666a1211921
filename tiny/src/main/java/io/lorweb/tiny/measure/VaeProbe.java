package io.lorweb.tiny.measure;

import io.lorweb.config.JsonFile;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.image.Picture;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Pixels;
import io.lorweb.tensor.Scope;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;

/** How much of a picture survives the VAE: decode(mode(encode(x))) against x. */
public final class VaeProbe implements Probe {

  private final Weights weights;
  private final Autoencoder vae;

  private VaeProbe(Weights weights, VaeConfig config) {
    this.weights = weights;
    this.vae = new Autoencoder(config, weights);
  }

  /** The VAE of a model folder. */
  public static VaeProbe load(ModelFolder folder, PartPlacement placement) {
    Path part = folder.part("vae");
    VaeConfig config = VaeConfig.read(JsonFile.read(part.resolve("config.json")));
    Weights weights = placement.open(part);
    try {
      return new VaeProbe(weights, config);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.EDITED, Figure.UNEDITED);
  }

  @Override
  public List<TaskGroup> groups(Levels levels) {
    return List.of(
        TaskGroup.all(),
        new TaskGroup("trained on", levels::baseMay),
        TaskGroup.of(Level.COMPOSITION, levels),
        TaskGroup.of(Level.NEW, levels));
  }

  @Override
  public Measured measure(HeldOutItem item) {
    Picture edited = item.subject().after();
    Picture again = again(edited);
    return new Measured(
        Map.of(
            Figure.EDITED,
            Psnr.of(again, edited),
            Figure.UNEDITED,
            Psnr.of(again(item.subject().before()), item.subject().before())),
        List.of(edited, again));
  }

  private Picture again(Picture picture) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      return Pixels.toPicture(vae.decode(vae.encode(Pixels.toTensor(picture))));
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
