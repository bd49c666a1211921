package io.lorweb.model;

import io.lorweb.analogy.Scene;
import io.lorweb.flux.Packing;
import io.lorweb.image.Picture;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * A scene's context pictures as tokens.
 *
 * @param tokens [1, S_ctx, C] packed, scaled latents
 * @param ids [S_ctx, 3] their positions; the i-th picture has axis 0 = i + 1
 */
public record Context(Tensor tokens, Tensor ids) {

  /** Every picture goes through the VAE. */
  public static Context of(KontextModel model, Scene scene) {
    return of(model, scene, picture -> encode(model, picture));
  }

  /**
   * As above, where pictures recur.
   *
   * @param encoded gives the packed latents [1, S, C] of a picture, new or remembered
   */
  public static Context of(KontextModel model, Scene scene, Function<Picture, Tensor> encoded) {
    Tensor[] tokens = new Tensor[scene.context().size()];
    Tensor[] ids = new Tensor[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      Picture picture = scene.context().get(i);
      tokens[i] = encoded.apply(picture);
      ids[i] =
          Packing.ids(
              i + 1,
              picture.height() / model.pixelsPerToken(),
              picture.width() / model.pixelsPerToken());
    }
    return new Context(Tensors.cat(1, tokens), Tensors.cat(0, ids));
  }

  /** The packed, scaled, most likely latents of a picture: [1, S, C]. */
  public static Tensor encode(KontextModel model, Picture picture) {
    return Scope.of(() -> Packing.pack(model.vae().encode(Pixels.toTensor(picture))));
  }
}
