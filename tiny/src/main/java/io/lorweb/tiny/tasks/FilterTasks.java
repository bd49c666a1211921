package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits that look at neighbouring pixels: blur, motion, pixel, edge, noise, halftone. */
final class FilterTasks {

  private FilterTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of("blur", "blur", "blur it", "make it out of focus", filter(Filter.gauss(3))),
        EditTask.of(
            "blur",
            "softblur",
            "blur it slightly",
            "soften the picture",
            filter(Filter.gauss(1.3))),
        EditTask.of(
            "motion",
            "motionh",
            "sideways motion blur",
            "blur it sideways",
            filter(Filter.motion(14, 1, 0))),
        EditTask.of(
            "motion",
            "motionv",
            "vertical motion blur",
            "blur it up and down",
            filter(Filter.motion(14, 0, 1))),
        EditTask.of(
            "pixel", "pixel4", "make small pixels", "pixelate it finely", filter(Filter.blocks(4))),
        EditTask.of(
            "pixel", "pixel8", "make big pixels", "pixelate it coarsely", filter(Filter.blocks(8))),
        EditTask.of(
            "edge",
            "edges",
            "draw black outlines only",
            "make a line drawing",
            edges(0x000000, 0xFFFFFF)),
        EditTask.of("edge", "neon", "make neon lines", "glowing edges on black", neon()),
        EditTask.of("edge", "emboss", "emboss it", "press it into gray metal", emboss(1, 1)),
        EditTask.of("noise", "noise", "add noise", "make it grainy", noise(0.22, true)),
        EditTask.of(
            "halftone",
            "halftone",
            "print it in dots",
            "newspaper dots",
            halftone(4, 0x000000, 0xFFFFFF)));
  }

  static void variants(Consumer<EditTask> out) {
    for (int tenths : new int[] {8, 20, 40, 55}) {
      String word =
          tenths < 10 ? "very little" : tenths < 30 ? "some" : tenths < 50 ? "much" : "extreme";
      out.accept(
          EditTask.of(
              "blur",
              "blur:" + tenths,
              word + " blur",
              "blur of radius " + tenths,
              filter(Filter.gauss(tenths / 10.0))));
    }
    for (int length : new int[] {8, 22}) {
      String word = length < 10 ? "short" : "long";
      out.accept(
          EditTask.of(
              "motion",
              "motion:across:" + length,
              word + " sideways motion blur",
              word + " blur left to right",
              filter(Filter.motion(length, 1, 0))));
      out.accept(
          EditTask.of(
              "motion",
              "motion:down:" + length,
              word + " vertical motion blur",
              word + " blur top to bottom",
              filter(Filter.motion(length, 0, 1))));
    }
    for (int side : new int[] {2, 3, 5, 6, 7, 9, 10, 12, 16}) {
      out.accept(
          EditTask.of(
              "pixel",
              "pixel:" + side,
              "pixels of size " + side,
              "pixelate by " + side,
              filter(Filter.blocks(side))));
    }
    for (Colour line :
        new Colour[] {
          Colour.RED, Colour.NAVY, Colour.BROWN, Colour.PURPLE, Colour.TEAL, Colour.MAGENTA
        }) {
      String word = line.word();
      out.accept(
          EditTask.of(
              "edge",
              "lines:" + word,
              "draw " + word + " outlines only",
              word + " line drawing",
              edges(line.rgb(), 0xFFFFFF)));
    }
    for (Colour paper : new Colour[] {Colour.NAVY, Colour.BLACK, Colour.MAROON, Colour.TEAL}) {
      String word = paper.word();
      out.accept(
          EditTask.of(
              "edge",
              "chalk:" + word,
              "white chalk on " + word,
              "white lines on " + word,
              edges(0xFFFFFF, paper.rgb())));
    }
    out.accept(
        EditTask.of(
            "edge", "emboss:up", "emboss it from below", "press it in, lit below", emboss(-1, -1)));
    out.accept(
        EditTask.of(
            "edge",
            "emboss:side",
            "emboss it from the side",
            "press it in, lit sideways",
            emboss(1, 0)));
    out.accept(
        EditTask.of("noise", "noise:strong", "add strong noise", "very grainy", noise(0.4, true)));
    out.accept(
        EditTask.of("noise", "noise:grey", "add gray grain", "film grain", noise(0.25, false)));
    for (Colour ink :
        new Colour[] {Colour.RED, Colour.BLUE, Colour.MAGENTA, Colour.BROWN, Colour.TEAL}) {
      String word = ink.word();
      out.accept(
          EditTask.of(
              "halftone",
              "dots:" + word,
              "print it in " + word + " dots",
              word + " newspaper dots",
              halftone(4, ink.rgb(), 0xFFFFFF)));
    }
    out.accept(
        EditTask.of(
            "halftone",
            "dots:coarse",
            "print it in coarse dots",
            "large newspaper dots",
            halftone(6, 0x000000, 0xFFFFFF)));
  }

  static Edit filter(Filter filter) {
    return picture -> picture.filtered(filter);
  }

  /** The picture's brightness, size x size. */
  private static float[] grey(Layers picture) {
    float[] rgb = picture.flat();
    float[] grey = new float[rgb.length / 3];
    float[] pixel = new float[3];
    for (int p = 0; p < grey.length; p++) {
      System.arraycopy(rgb, 3 * p, pixel, 0, 3);
      grey[p] = Recolour.luma(pixel);
    }
    return grey;
  }

  /** Differences over two 64ths of the side: alike at every size. */
  private static float difference(
      float[] plane, int size, int p, int dx, int dy, int channels, int c) {
    int step = Math.max(1, size / 64);
    int x = p % size;
    int y = p / size;
    int x1 = within(x - step * dx, size);
    int x2 = within(x + step * dx, size);
    int y1 = within(y - step * dy, size);
    int y2 = within(y + step * dy, size);
    return plane[(y2 * size + x2) * channels + c] - plane[(y1 * size + x1) * channels + c];
  }

  private static int within(int place, int size) {
    return Math.max(0, Math.min(size - 1, place));
  }

  static Edit edges(int ink, int paper) {
    return picture -> {
      int size = picture.size();
      float[] grey = grey(picture);
      float[] rgb = new float[3 * grey.length];
      for (int p = 0; p < grey.length; p++) {
        double slope =
            Math.hypot(
                difference(grey, size, p, 1, 0, 1, 0), difference(grey, size, p, 0, 1, 1, 0));
        float line = (float) Math.min(1, 2.2 * slope);
        for (int c = 0; c < 3; c++) {
          float to = Colour.sample(ink, c);
          float from = Colour.sample(paper, c);
          rgb[3 * p + c] = from + line * (to - from);
        }
      }
      return picture.repainted(rgb);
    };
  }

  private static Edit neon() {
    return picture -> {
      int size = picture.size();
      float[] flat = picture.flat();
      float[] rgb = new float[flat.length];
      for (int p = 0; p < size * size; p++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * p + c] =
              (float)
                  Math.min(
                      1,
                      1.8
                          * Math.hypot(
                              difference(flat, size, p, 1, 0, 3, c),
                              difference(flat, size, p, 0, 1, 3, c)));
        }
      }
      return picture.repainted(rgb);
    };
  }

  static Edit emboss(int dx, int dy) {
    return picture -> {
      int size = picture.size();
      float[] grey = grey(picture);
      float[] rgb = new float[3 * grey.length];
      for (int p = 0; p < grey.length; p++) {
        float relief = 0.55f + 0.7f * difference(grey, size, p, dx, dy, 1, 0);
        for (int c = 0; c < 3; c++) {
          rgb[3 * p + c] = Math.max(0, Math.min(1, relief));
        }
      }
      return picture.repainted(rgb);
    };
  }

  /** The same grain at every size: one value for each 64th of the side. */
  static Edit noise(double strength, boolean coloured) {
    return picture -> {
      int size = picture.size();
      float[] rgb = picture.flat();
      for (int p = 0; p < size * size; p++) {
        long place = (long) picture.at(p / size) * 64 + (long) picture.at(p % size);
        for (int c = 0; c < 3; c++) {
          double grain = grain(picture.seed(), coloured ? 3 * place + c : place);
          rgb[3 * p + c] = (float) Math.max(0, Math.min(1, rgb[3 * p + c] + strength * grain));
        }
      }
      return picture.repainted(rgb);
    };
  }

  /** About normal, of variance 1: the sum of four uniform numbers from SplitMix64's bits. */
  private static double grain(long seed, long place) {
    long z = seed * 0x9E3779B97F4A7C15L + place * 0xBF58476D1CE4E5B9L + 0x94D049BB133111EBL;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += (z >>> 16 * i & 0xFFFF) / 65535.0 - 0.5;
    }
    return sum * Math.sqrt(3);
  }

  static Edit halftone(double cell, int ink, int paper) {
    return picture -> {
      int size = picture.size();
      float[] means = Filter.blocks(cell).apply(grey(picture), size, 1);
      float[] rgb = new float[3 * means.length];
      for (int p = 0; p < means.length; p++) {
        double x = picture.at(p % size);
        double y = picture.at(p / size);
        // Area of the disc: the cell's share of darkness.
        double radius = cell * Math.sqrt((1 - means[p]) / Math.PI) * 1.15;
        double cx = (Math.floor(x / cell) + 0.5) * cell;
        double cy = (Math.floor(y / cell) + 0.5) * cell;
        float cover =
            radius < 0.3 ? 0 : (float) Shape.disc(cx, cy, radius).cover(x, y, picture.unit());
        for (int c = 0; c < 3; c++) {
          float to = Colour.sample(ink, c);
          float from = Colour.sample(paper, c);
          rgb[3 * p + c] = from + cover * (to - from);
        }
      }
      return picture.repainted(rgb);
    };
  }
}
