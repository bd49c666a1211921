package io.lorweb.train.recipe;

import io.lorweb.basis.BasisConfig;
import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** What learns. */
public sealed interface Trained {

  /**
   * A basis of LoRAs with keys and projections: the method of the paper.
   *
   * @param config sizes and routing
   * @param targets which Linears carry it
   * @param from an adapter of the same sizes whose values it starts with; absent: fresh ones
   */
  record Basis(BasisConfig config, TargetLinears targets, Optional<Path> from) implements Trained {}

  /**
   * One ordinary LoRA per Linear: the baseline. Its scale alpha / rank is 1.
   *
   * @param rank of every Linear's LoRA
   * @param targets which Linears carry it
   */
  record Lora(int rank, TargetLinears targets) implements Trained {
    public Lora {
      if (rank < 1) {
        throw InputException.of("rank is %d but must be at least 1", rank);
      }
    }
  }

  /**
   * All weights of the transformer: pretraining of a small base.
   *
   * @param fresh whether they start from random values instead of the model folder's
   * @param text whether T5 learns with it
   * @param grow whether blocks that config.json has and the weights lack are added, as the identity
   *     at first
   * @param ema decay of the running mean that is saved in the place of the weights
   */
  record Transformer(boolean fresh, boolean text, boolean grow, OptionalDouble ema)
      implements Trained {
    public Transformer {
      Trained.decay(ema);
      if (fresh && grow) {
        throw new InputException("fresh and grow are both true: fresh weights have all blocks");
      }
    }
  }

  /**
   * The weights of the VAE, so that it reconstructs the data's pictures.
   *
   * @param fresh whether they start from random values instead of the model folder's
   * @param frozenEncoder whether only the decoder learns: latents, and with them the transformer,
   *     stay as they are
   * @param ema decay of the running mean that is saved in the place of the weights
   * @param kl weight of the posterior's divergence from N(0, 1)
   * @param distance what reconstructing well means
   * @param equivariance share of the pictures, in [0, 1], whose latents are mirrored or turned
   *     before they are decoded, and have to give the picture mirrored or turned (EQ-VAE, Kouzelis
   *     et al., 2025): then the transformer can turn a picture by moving tokens
   */
  record Autoencoder(
      boolean fresh,
      boolean frozenEncoder,
      OptionalDouble ema,
      double kl,
      Distance distance,
      double equivariance)
      implements Trained {

    /** Of a picture and its reconstruction. */
    public enum Distance {
      /** Absolute and squared differences, and those of neighbours' steps: sharp edges. */
      MIXED,
      /**
       * The logarithm of each picture's mean squared error: PSNR itself, whatever it looks like.
       */
      PSNR
    }

    public Autoencoder {
      Trained.start(fresh, frozenEncoder);
      Trained.decay(ema);
      if (!(kl >= 0 && Double.isFinite(kl))) {
        throw InputException.of("kl is %s but must be finite and at least 0", kl);
      }
      if (!(equivariance >= 0 && equivariance <= 1)) {
        throw InputException.of("equivariance is %s but must lie in [0, 1]", equivariance);
      }
    }
  }

  /**
   * The encoders of CLIP, so that pictures, edits and instructions find each other.
   *
   * @param fresh whether they start from random values instead of the model folder's
   * @param frozenText whether only the vision encoder and the text's projection learn: what the
   *     transformer is told stays as it is (Zhai et al., 2022)
   * @param ema decay of the running mean that is saved in the place of the weights
   */
  record Clip(boolean fresh, boolean frozenText, OptionalDouble ema) implements Trained {
    public Clip {
      Trained.start(fresh, frozenText);
      Trained.decay(ema);
    }
  }

  private static void start(boolean fresh, boolean frozen) {
    if (fresh && frozen) {
      throw InputException.of("a frozen part must come from a model, so fresh must be false");
    }
  }

  private static void decay(OptionalDouble ema) {
    if (ema.isPresent() && !(ema.getAsDouble() >= 0 && ema.getAsDouble() < 1)) {
      throw InputException.of("ema is %s but must lie in [0, 1)", ema.getAsDouble());
    }
  }
}
