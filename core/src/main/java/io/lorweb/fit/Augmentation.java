package io.lorweb.fit;

import io.lorweb.image.Picture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A turn or mirror image of a picture, or its colour channels in another order. Most edits do not
 * care about some of them: a tint is the same tint on a mirrored picture, a border is as wide when
 * red and blue have changed places.
 *
 * @param transposed rows become columns, first of all
 * @param mirrored left becomes right
 * @param flipped top becomes bottom
 * @param red which channel the new red comes from: 0 red, 1 green, 2 blue
 * @param green likewise
 * @param blue likewise; the three are all different
 */
record Augmentation(
    boolean transposed, boolean mirrored, boolean flipped, int red, int green, int blue) {

  private static final int[][] ORDERS = {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

  /**
   * All turns, mirror images and orders by themselves, but for what changes nothing. Both at once
   * teach no more than these.
   *
   * @param square whether rows may become columns
   */
  static List<Augmentation> all(boolean square) {
    List<Augmentation> all = new ArrayList<>();
    for (int turn = 1; turn < (square ? 8 : 4); turn++) {
      all.add(new Augmentation((turn & 4) != 0, (turn & 1) != 0, (turn & 2) != 0, 0, 1, 2));
    }
    for (int[] order : ORDERS) {
      all.add(new Augmentation(false, false, false, order[0], order[1], order[2]));
    }
    return all;
  }

  Picture of(Picture picture) {
    int width = transposed ? picture.height() : picture.width();
    int height = transposed ? picture.width() : picture.height();
    ByteBuffer from = picture.rgb();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = mirrored ? width - 1 - x : x;
        int row = flipped ? height - 1 - y : y;
        int source =
            3 * (transposed ? column * picture.width() + row : row * picture.width() + column);
        int target = 3 * (y * width + x);
        rgb[target] = from.get(source + red);
        rgb[target + 1] = from.get(source + green);
        rgb[target + 2] = from.get(source + blue);
      }
    }
    return Picture.of(width, height, rgb);
  }
}
