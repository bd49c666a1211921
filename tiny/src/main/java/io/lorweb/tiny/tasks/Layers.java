package io.lorweb.tiny.tasks;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Split;
import java.util.Arrays;

/**
 * A picture while it is edited: a figure with transparency over an opaque ground, so that one edit
 * may change the ground after another has changed the figure. All edits return new layers; nothing
 * is changed in place.
 *
 * <p>Samples are nominally in [0, 1] and cut to it at the end. Places are in 64ths of the side,
 * whatever the size in pixels.
 */
public final class Layers {

  private static final double BOX_ALPHA = 0.1;

  private final int size;
  private final long seed;

  /** size x size x 4, colours premultiplied. */
  private final float[] figure;

  /** size x size x 3. */
  private final float[] ground;

  private Layers(int size, long seed, float[] figure, float[] ground) {
    this.size = size;
    this.seed = seed;
    this.figure = figure;
    this.ground = ground;
  }

  /** The drawing on white. */
  public static Layers of(Drawing drawing) {
    int size = drawing.size();
    byte[] rgba = drawing.rgba();
    float[] figure = new float[rgba.length];
    for (int i = 0; i < rgba.length; i += 4) {
      float alpha = (rgba[i + 3] & 255) / 255f;
      for (int c = 0; c < 3; c++) {
        figure[i + c] = (rgba[i + c] & 255) / 255f * alpha;
      }
      figure[i + 3] = alpha;
    }
    float[] ground = new float[size * size * 3];
    Arrays.fill(ground, 1);
    return new Layers(size, Split.hash(drawing.name()), figure, ground);
  }

  /**
   * A figure over a ground.
   *
   * @param seed of what is random about an edit
   * @param figure size x size x 4 samples, colours premultiplied; nobody may write into it
   * @param ground size x size x 3 samples; nobody may write into it
   */
  public static Layers of(int size, long seed, float[] figure, float[] ground) {
    if (figure.length != 4L * size * size || ground.length != 3L * size * size) {
      throw new IllegalArgumentException(
          figure.length + " and " + ground.length + " samples are not two layers of " + size);
    }
    return new Layers(size, seed, figure, ground);
  }

  /** This figure over another picture's, on the other's ground. */
  public Layers over(Layers below) {
    float[] both = figure.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] += (1 - figure[i | 3]) * below.figure[i];
    }
    return new Layers(size, below.seed, both, below.ground);
  }

  /**
   * The figure elsewhere.
   *
   * @param scale about the middle; above 1 is larger
   * @param degrees clockwise about the middle
   * @param dx to the right, in 64ths of the side
   * @param dy down
   */
  public Layers placed(double scale, double degrees, double dx, double dy) {
    Warp shift = Warp.shift(dx, dy);
    Warp turn = Warp.turn(degrees);
    Warp grow = Warp.scale(scale);
    return warped(
        at -> {
          shift.origin(at);
          turn.origin(at);
          grow.origin(at);
        });
  }

  /** So many copies of it side by side, and so many rows of them. */
  public Layers tiled(int count) {
    return warped(Warp.tile(count));
  }

  /** The picture as one sees it. */
  public Picture picture() {
    float[] rgb = flat();
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, rgb[i])));
    }
    return Picture.of(size, size, bytes);
  }

  int size() {
    return size;
  }

  /** Follows from the drawing's name: what is random about an edit is the same every time. */
  long seed() {
    return seed;
  }

  /** Pixels in a 64th of the side. */
  double unit() {
    return size / 64.0;
  }

  /** The centre of pixel {@code i} of a row or column. */
  double at(int i) {
    return (i + 0.5) * 64 / size;
  }

  /** The figure over the ground, size x size x 3. */
  float[] flat() {
    float[] rgb = new float[ground.length];
    for (int p = 0; p < size * size; p++) {
      float clear = 1 - figure[4 * p + 3];
      for (int c = 0; c < 3; c++) {
        rgb[3 * p + c] = figure[4 * p + c] + clear * ground[3 * p + c];
      }
    }
    return rgb;
  }

  /** How opaque the figure is, size x size. */
  float[] alpha() {
    float[] alpha = new float[size * size];
    for (int p = 0; p < alpha.length; p++) {
      alpha[p] = figure[4 * p + 3];
    }
    return alpha;
  }

  /** The figure's extent; of an empty one the middle 56/64. */
  Box box() {
    int left = size;
    int top = size;
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (figure[4 * (y * size + x) + 3] > BOX_ALPHA) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    double pixel = 64.0 / size;
    return right < 0
        ? new Box(4, 4, 60, 60)
        : new Box(left * pixel, top * pixel, (right + 1) * pixel, (bottom + 1) * pixel);
  }

  /** Both layers in other colours. */
  Layers recoloured(Recolour change) {
    float[] newFigure = figure.clone();
    float[] newGround = ground.clone();
    float[] rgb = new float[3];
    for (int p = 0; p < size * size; p++) {
      double x = at(p % size);
      double y = at(p / size);
      float alpha = figure[4 * p + 3];
      if (alpha > 0) {
        for (int c = 0; c < 3; c++) {
          rgb[c] = cut(figure[4 * p + c] / alpha);
        }
        change.apply(rgb, x, y);
        for (int c = 0; c < 3; c++) {
          newFigure[4 * p + c] = cut(rgb[c]) * alpha;
        }
      }
      for (int c = 0; c < 3; c++) {
        rgb[c] = cut(ground[3 * p + c]);
      }
      change.apply(rgb, x, y);
      for (int c = 0; c < 3; c++) {
        newGround[3 * p + c] = cut(rgb[c]);
      }
    }
    return new Layers(size, seed, newFigure, newGround);
  }

  /** Both layers moved pixel by pixel: for turns, flips and shifts, which lose nothing. */
  Layers moved(Warp warp) {
    return sampled(warp, false);
  }

  /** Both layers moved with smooth sampling; beyond the border lies the ground's border. */
  Layers warped(Warp warp) {
    return sampled(warp, true);
  }

  private Layers sampled(Warp warp, boolean smooth) {
    float[] newFigure = new float[figure.length];
    float[] newGround = new float[ground.length];
    double[] at = new double[2];
    double quarter = 16.0 / size;
    int samples = smooth ? 4 : 1;
    for (int p = 0; p < size * size; p++) {
      for (int s = 0; s < samples; s++) {
        at[0] = at(p % size) + (smooth ? (s % 2 == 0 ? -quarter : quarter) : 0);
        at[1] = at(p / size) + (smooth ? (s < 2 ? -quarter : quarter) : 0);
        warp.origin(at);
        double x = at[0] * size / 64 - 0.5;
        double y = at[1] * size / 64 - 0.5;
        if (smooth) {
          blend(x, y, 0.25f, newFigure, newGround, p);
        } else {
          add(Math.round(x), Math.round(y), 1, newFigure, newGround, p);
        }
      }
    }
    return new Layers(size, seed, newFigure, newGround);
  }

  private void blend(double x, double y, float weight, float[] toFigure, float[] toGround, int p) {
    long left = (long) Math.floor(x);
    long top = (long) Math.floor(y);
    float fx = (float) (x - left);
    float fy = (float) (y - top);
    add(left, top, weight * (1 - fx) * (1 - fy), toFigure, toGround, p);
    add(left + 1, top, weight * fx * (1 - fy), toFigure, toGround, p);
    add(left, top + 1, weight * (1 - fx) * fy, toFigure, toGround, p);
    add(left + 1, top + 1, weight * fx * fy, toFigure, toGround, p);
  }

  private void add(long x, long y, float weight, float[] toFigure, float[] toGround, int p) {
    int inX = (int) Math.max(0, Math.min(size - 1, x));
    int inY = (int) Math.max(0, Math.min(size - 1, y));
    int from = inY * size + inX;
    if (inX == x && inY == y) {
      for (int c = 0; c < 4; c++) {
        toFigure[4 * p + c] += weight * figure[4 * from + c];
      }
    }
    for (int c = 0; c < 3; c++) {
      toGround[3 * p + c] += weight * ground[3 * from + c];
    }
  }

  /** The same figure over another ground: white recoloured by place. */
  Layers onGround(Recolour fill) {
    float[] newGround = new float[ground.length];
    float[] rgb = new float[3];
    for (int p = 0; p < size * size; p++) {
      Arrays.fill(rgb, 1);
      fill.apply(rgb, at(p % size), at(p / size));
      System.arraycopy(rgb, 0, newGround, 3 * p, 3);
    }
    return new Layers(size, seed, figure, newGround);
  }

  /** Something painted over the figure, and part of it from now on. */
  Layers painted(Shape shape, int colour, double opacity) {
    float[] newFigure = figure.clone();
    for (int p = 0; p < size * size; p++) {
      float a = (float) (opacity * shape.cover(at(p % size), at(p / size), unit()));
      if (a > 0) {
        for (int c = 0; c < 4; c++) {
          newFigure[4 * p + c] = figure[4 * p + c] * (1 - a) + a * sample(colour, c);
        }
      }
    }
    return new Layers(size, seed, newFigure, ground);
  }

  Layers painted(Shape shape, Colour colour) {
    return painted(shape, colour.rgb(), 1);
  }

  /** Something put between figure and ground, and part of the figure from now on. */
  Layers underlaid(float[] cover, int colour) {
    float[] newFigure = figure.clone();
    for (int p = 0; p < size * size; p++) {
      float a = (1 - figure[4 * p + 3]) * cover[p];
      for (int c = 0; c < 4; c++) {
        newFigure[4 * p + c] += a * sample(colour, c);
      }
    }
    return new Layers(size, seed, newFigure, ground);
  }

  /** Another picture in the place of this one; the figure keeps its outline. */
  Layers repainted(float[] rgb) {
    float[] newFigure = figure.clone();
    for (int p = 0; p < size * size; p++) {
      for (int c = 0; c < 3; c++) {
        newFigure[4 * p + c] = cut(rgb[3 * p + c]) * figure[4 * p + 3];
      }
    }
    return new Layers(size, seed, newFigure, rgb);
  }

  /** Both layers through something that treats every channel alike, such as a blur. */
  Layers filtered(Filter filter) {
    return new Layers(size, seed, filter.apply(figure, size, 4), filter.apply(ground, size, 3));
  }

  private static float sample(int colour, int channel) {
    return channel == 3 ? 1 : Colour.sample(colour, channel);
  }

  private static float cut(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
