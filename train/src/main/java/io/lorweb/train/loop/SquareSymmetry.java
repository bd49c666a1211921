package io.lorweb.train.loop;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One of the eight ways to lay a square upon itself, done to pictures and latents alike: a mirror
 * image, then quarter turns.
 *
 * @param mirrored left and right change places first
 * @param quarters counterclockwise turns by 90 degrees, in [0, 3]
 */
record SquareSymmetry(boolean mirrored, int quarters) {

  static final SquareSymmetry NONE = new SquareSymmetry(false, 0);

  /**
   * Any of them; those that keep width and height where these differ.
   *
   * @param square whether quarter turns may be drawn
   */
  static SquareSymmetry any(Random random, boolean square) {
    return new SquareSymmetry(
        random.nextBoolean(), square ? random.nextInt(4) : 2 * random.nextInt(2));
  }

  /**
   * @param x [..., H, W]
   * @return the same numbers in other places: [..., W, H] after an odd number of quarters
   */
  Tensor of(Tensor x) {
    Tensor upright = mirrored ? x.flip(-1) : x;
    return quarters == 0 ? upright : torch.rot90(upright, quarters, -2, -1);
  }
}
