package io.lorweb.train.loop;

import io.lorweb.train.optim.Parameters;
import io.lorweb.work.Seeds;

/**
 * First values of whole models, by the names of their weights: biases 0, norms 1, the rest as each
 * kind of model wants it.
 *
 * @param model whose names these are
 * @param seed of the run
 */
record Fresh(Kind model, long seed) {

  private static final double EMBEDDING_STD = 0.02;

  /** CLIP's temperature, ln(1 / 0.07), as it is stored. */
  private static final double LOGIT_SCALE = Math.log(1 / 0.07);

  /** Models that can start from nothing. */
  enum Kind {
    /**
     * Modulations N(0, 0.02^2), so that every block's gates are nearly closed at first; else U(-1 /
     * sqrt(in), 1 / sqrt(in)).
     */
    TRANSFORMER {
      @Override
      Parameters.Filling weight(String name, long[] shape, long at) {
        return name.matches(".*norm[^.]*\\.linear\\.weight")
            ? Initial.normal(at, EMBEDDING_STD)
            : uniform(shape, at);
      }
    },
    /** The second convolution of every resnet N(0, 0.001^2): resnets begin as the identity. */
    AUTOENCODER {
      @Override
      Parameters.Filling weight(String name, long[] shape, long at) {
        return name.endsWith(".conv2.weight") ? Initial.normal(at, 1e-3) : uniform(shape, at);
      }
    },
    /** Embeddings N(0, 0.02^2). */
    CLIP {
      @Override
      Parameters.Filling weight(String name, long[] shape, long at) {
        if (name.equals(ClipTowers.LOGIT_SCALE)) {
          return Initial.constant(LOGIT_SCALE);
        }
        return name.matches(".*(class|token|position)_embedding(\\.weight)?")
            ? Initial.normal(at, EMBEDDING_STD)
            : uniform(shape, at);
      }
    },
    /**
     * As T5 starts: embeddings N(0, 1), weights N(0, 1 / in), queries narrower by the root of the
     * head's width, because T5's attention has no scale of its own.
     */
    T5 {
      @Override
      Parameters.Filling weight(String name, long[] shape, long at) {
        if (name.endsWith("shared.weight")) {
          return Initial.normal(at, 1);
        }
        if (name.endsWith("relative_attention_bias.weight")) {
          return Initial.normal(at, EMBEDDING_STD);
        }
        double in = shape[1];
        boolean query = name.endsWith("SelfAttention.q.weight");
        return Initial.normal(at, 1 / Math.sqrt(in * (query ? T5_HEAD : 1)));
      }
    };

    /** Width of a T5 head, of every published size but the smallest. */
    private static final double T5_HEAD = 64;

    abstract Parameters.Filling weight(String name, long[] shape, long at);

    static Parameters.Filling uniform(long[] shape, long at) {
      long in = 1;
      for (int i = 1; i < shape.length; i++) {
        in *= shape[i];
      }
      return Initial.uniform(at, 1 / Math.sqrt(in));
    }
  }

  /** The first values of the weight {@code name}. */
  Parameters.Filling of(String name, long[] shape) {
    long at = Seeds.INITIAL.at(seed, name.hashCode());
    if (name.endsWith(".bias")) {
      return Initial.ZERO;
    }
    boolean norm = shape.length == 1 && name.endsWith(".weight");
    return norm ? Initial.ONE : model.weight(name, shape, at);
  }
}
