package io.lorweb.measure;

import io.lorweb.files.JsonFile;
import io.lorweb.image.Picture;
import io.lorweb.layer.Weights;
import io.lorweb.metric.Psnr;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.pipeline.Pixels;
import io.lorweb.tasks.Level;
import io.lorweb.tasks.Levels;
import io.lorweb.tensor.Scope;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;

/** How much of a picture survives the VAE: decode(mode(encode(x))) against x. */
public final class VaeStage implements Stage {

  private final Weights weights;
  private final Autoencoder vae;

  private VaeStage(Weights weights, VaeConfig config) {
    this.weights = weights;
    this.vae = new Autoencoder(config, weights);
  }

  /** The VAE of a model folder. */
  public static VaeStage load(ModelFolder folder, PartPlacement placement) {
    Path part = folder.part("vae");
    VaeConfig config = VaeConfig.read(JsonFile.read(part.resolve("config.json")));
    Weights weights = placement.open(part);
    try {
      return new VaeStage(weights, config);
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
  public List<Group> groups(Levels levels) {
    return List.of(
        Group.all(),
        new Group("trained on", levels::baseMay),
        Group.of(Level.COMPOSITION, levels),
        Group.of(Level.NEW, levels));
  }

  @Override
  public Measured measure(Item item) {
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
