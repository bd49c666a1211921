package io.lorweb.train.data;

import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.model.Pixels;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures through the frozen VAE, kept by their pixels.
 *
 * @param vae which makes the latents
 * @param results where they are kept
 * @param key of everything but the picture that the latents depend on
 */
record PictureLatents(Autoencoder vae, ResultCache results, String key) {

  /** The latents of one picture; those that will not come again are not kept. */
  Encoded.Latents of(Picture picture, boolean keep) {
    List<CachedArray> moments =
        keep
            ? results.get(key(picture), () -> moments(List.of(picture)).get(0))
            : moments(List.of(picture)).get(0);
    int[] shape = moments.get(0).shape();
    return new Encoded.Latents(
        moments.get(0).values(), moments.get(1).values(), shape[0], shape[1], shape[2]);
  }

  /** Encodes what is not known yet, all pictures of a size together. */
  void prepare(Collection<Picture> pictures) {
    Map<Size, Map<String, Picture>> missing = new LinkedHashMap<>();
    for (Picture picture : pictures) {
      String key = key(picture);
      if (!results.has(key)) {
        missing.computeIfAbsent(picture.size(), s -> new LinkedHashMap<>()).put(key, picture);
      }
    }
    missing
        .values()
        .forEach(alike -> results.put(alike.keySet(), moments(List.copyOf(alike.values()))));
  }

  private String key(Picture picture) {
    return Hash.of(key, picture.sha256());
  }

  /** Mean and log variance of each picture; all have one size. */
  private List<List<CachedArray>> moments(List<Picture> pictures) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor[] pixels = pictures.stream().map(Pixels::toTensor).toArray(Tensor[]::new);
      Posterior moments = vae.moments(pixels.length == 1 ? pixels[0] : Tensors.cat(0, pixels));
      List<CachedArray> means = each(moments.mean());
      List<CachedArray> logVariances = each(moments.logVariance());
      List<List<CachedArray>> both = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        both.add(List.of(means.get(i), logVariances.get(i)));
      }
      return both;
    }
  }

  /** [B, C, h, w] to B arrays of [C, h, w]. */
  private static List<CachedArray> each(Tensor batch) {
    float[] all = Tensors.floats(batch);
    int[] shape = Arrays.stream(batch.shape()).skip(1).mapToInt(Math::toIntExact).toArray();
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    List<CachedArray> arrays = new ArrayList<>();
    for (int at = 0; at < all.length; at += size) {
      arrays.add(new CachedArray(Arrays.copyOfRange(all, at, at + size), shape));
    }
    return arrays;
  }
}
