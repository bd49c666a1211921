package io.lorweb.train.loop;

import io.lorweb.analogy.Layout;
import io.lorweb.config.JsonFile;
import io.lorweb.image.Picture;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.Pixels;
import io.lorweb.model.Threading;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.EditedPicture;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Trained;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.Posterior;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.ShapeRecorder;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The VAE learns to give pictures back: two of three are edited ones, the third is as it was before
 * the edit.
 */
final class AutoencoderTrainingTask implements TrainingTask<EditedPicture> {

  private static final String PART = "vae";

  /** Names of what makes latents. */
  private static final String ENCODER = "(encoder|quant_conv)\\..*";

  /** One picture of so many is an unedited one. */
  private static final int PLAIN_EVERY = 3;

  /** Pictures on a sheet: each above what becomes of it. */
  private static final int SHOWN = 8;

  private final Recipe recipe;
  private final TrainingSet set;
  private final TrainableModel learned;
  private final Weights weights;
  private final Autoencoder vae;
  private final ReconstructionLoss loss;
  private final double equivariance;

  AutoencoderTrainingTask(Recipe recipe, Trained.Autoencoder trained) {
    this.recipe = recipe;
    ModelFolder folder = ModelFolder.find(recipe.base().model());
    Threading.suit(folder);
    Path part = folder.part(PART);
    VaeConfig config = VaeConfig.read(JsonFile.read(part.resolve("config.json")));
    set = TrainingSet.open(recipe.data(), Layout.QUERY, 2 * config.factor());
    Map<String, long[]> shapes =
        TrainableModel.shapes(new ShapeRecorder(), recorded -> new Autoencoder(config, recorded));
    if (trained.fresh()) {
      Fresh fresh = new Fresh(Fresh.Kind.AUTOENCODER, recipe.seed());
      learned =
          TrainableModel.fresh(shapes, fresh::of, Placement.CPU_FP32, trained.ema(), name -> false);
    } else {
      try (Checkpoint checkpoint = Checkpoint.open(part)) {
        learned =
            TrainableModel.copy(
                shapes,
                checkpoint::tensor,
                Placement.CPU_FP32,
                trained.ema(),
                name -> trained.frozenEncoder() && name.matches(ENCODER));
      }
    }
    weights = learned.weights("");
    vae = new Autoencoder(config, weights);
    loss = new ReconstructionLoss(trained.distance(), trained.kl());
    equivariance = trained.equivariance();
  }

  @Override
  public TrainingSet set() {
    return set;
  }

  @Override
  public Trainable learned() {
    return learned;
  }

  @Override
  public EditedPicture read(Draw draw, long index, int slot) {
    return set.edit(draw);
  }

  @Override
  public Taught teach(List<EditedPicture> edits, Part part) {
    try (Scope scope = new Scope()) {
      Tensor[] pictures = new Tensor[edits.size()];
      Tensor[] noise = new Tensor[edits.size()];
      SquareSymmetry[] symmetries = new SquareSymmetry[edits.size()];
      for (int i = 0; i < pictures.length; i++) {
        long slot = part.first() + i;
        Random random = Seeds.DRAW.random(recipe.seed(), part.index(), slot, PLAIN_EVERY);
        boolean plain = random.nextInt(PLAIN_EVERY) == 0;
        Picture picture = plain ? edits.get(i).before() : edits.get(i).after();
        symmetries[i] =
            random.nextDouble() < equivariance
                ? SquareSymmetry.any(random, picture.width() == picture.height())
                : SquareSymmetry.NONE;
        pictures[i] = Pixels.toTensor(picture);
        VaeConfig config = vae.config();
        noise[i] =
            Noise.normal(
                Seeds.POSTERIOR.at(recipe.seed(), part.index(), slot),
                1,
                config.latentChannels(),
                picture.height() / config.factor(),
                picture.width() / config.factor());
      }
      Tensor images = Tensors.cat(0, pictures);
      Posterior posterior = vae.moments(images);
      Tensor latents = each(posterior.sample(Tensors.cat(0, noise)), symmetries);
      Tensor again = vae.decode(vae.scaled(latents));
      Tensor result = loss.of(each(images, symmetries), again, posterior, part.count());
      result.backward();
      return new Taught(result.item_double());
    }
  }

  /**
   * @param x [B, C, H, W], square where a symmetry turns by a quarter
   * @return every sample through its own symmetry
   */
  private static Tensor each(Tensor x, SquareSymmetry[] symmetries) {
    if (Arrays.stream(symmetries).allMatch(SquareSymmetry.NONE::equals)) {
      return x;
    }
    Tensor[] samples = new Tensor[symmetries.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = symmetries[i].of(x.narrow(0, i, 1));
    }
    return Tensors.cat(0, samples);
  }

  @Override
  public Map<String, Supplier<Picture>> sheets() {
    return Map.of(SHEET, this::sheet);
  }

  private Picture sheet() {
    List<Picture> above = new ArrayList<>();
    List<Picture> below = new ArrayList<>();
    learned.withMean(
        () -> {
          for (int i = 0; i < SHOWN; i++) {
            int item = (int) ((long) i * set.size() / SHOWN);
            Picture picture = set.edit(set.plain(item)).after();
            above.add(picture);
            below.add(again(picture));
          }
        });
    return PictureRows.of(List.of(above, below));
  }

  private Picture again(Picture picture) {
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      return Pixels.toPicture(vae.decode(vae.encode(Pixels.toTensor(picture))));
    }
  }

  @Override
  public void close() {
    weights.close();
    learned.close();
  }
}
