package io.lorweb.tiny.measure;

import io.lorweb.config.JsonFile;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Pixels;
import io.lorweb.tensor.Scope;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.NoGradGuard;

/** How much of a picture survives the VAE: decode(mode(encode(x))) against x. */
final class VaeProbe implements Probe {

  private final Weights weights;
  private final Autoencoder vae;

  private VaeProbe(Weights weights, VaeConfig config) {
    this.weights = weights;
    this.vae = new Autoencoder(config, weights);
  }

  /** The VAE of a model folder. */
  static VaeProbe load(ModelFolder folder, PartPlacement placement) {
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
  public OptionalDouble measure(Figure figure, Answer answer) {
    Picture picture = figure == Figure.EDITED ? answer.truth().orElseThrow() : answer.b();
    return OptionalDouble.of(Psnr.of(again(picture), picture));
  }

  @Override
  public List<Picture> row(Question question, Path output) {
    Picture edited = PictureReader.read(question.truth().orElseThrow());
    return List.of(edited, again(edited));
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
