package io.lorweb.train.data;

import io.lorweb.analogy.QueryEncoder;
import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Embeddings of pictures, kept by their pixels.
 *
 * @param results where they are kept
 * @param key of everything but the picture that the embeddings depend on
 */
record PictureEmbeddings(ResultCache results, String key) implements QueryEncoder.Memory {

  @Override
  public float[] embedding(Picture picture, Supplier<float[]> compute) {
    return results.get(key(picture), () -> kept(compute.get())).get(0).values();
  }

  /** Encodes what is not known yet, all together. */
  void prepare(QueryEncoder encoder, Collection<Picture> pictures) {
    Map<String, Picture> missing = new LinkedHashMap<>();
    for (Picture picture : pictures) {
      String key = key(picture);
      if (!results.has(key)) {
        missing.put(key, picture);
      }
    }
    if (!missing.isEmpty()) {
      List<List<CachedArray>> made = new ArrayList<>();
      encoder.compute(List.copyOf(missing.values())).forEach(one -> made.add(kept(one)));
      results.put(missing.keySet(), made);
    }
  }

  private String key(Picture picture) {
    return Hash.of(key, picture.sha256());
  }

  private static List<CachedArray> kept(float[] embedding) {
    return List.of(new CachedArray(embedding, embedding.length));
  }
}
