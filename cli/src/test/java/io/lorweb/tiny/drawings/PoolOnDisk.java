package io.lorweb.tiny.drawings;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Painted drawings where the command looks for them, made up on the spot: no package is needed. */
public final class PoolOnDisk {

  private PoolOnDisk() {}

  /** The same names in every style, each style in its own colours. */
  public static void write(Path cache, int size, List<String> names) {
    PoolMaker maker = new PoolMaker(new Packages(cache.resolve("packages"), false), cache, size, 1);
    for (Style style : Style.values()) {
      SortedMap<String, byte[]> drawings = new TreeMap<>();
      names.forEach(name -> drawings.put(name, drawing(name, style, size)));
      PoolFile.write(maker.file(style), size, drawings);
    }
  }

  /** A disc and a bar beside it, of two colours: no flip or turn leaves them alone. */
  private static byte[] drawing(String name, Style style, int size) {
    int colour = (int) Split.hash(name + style.id());
    double radius = size * (0.2 + 0.1 * (colour >>> 24) / 255);
    byte[] rgba = new byte[4 * size * size];
    for (int p = 0; p < size * size; p++) {
      double x = p % size - 0.4 * size;
      double y = p / size - 0.6 * size;
      boolean disc = x * x + y * y < radius * radius;
      boolean bar = x > 0.3 * size && x < 0.45 * size && y < 0 && y > -0.4 * size;
      if (disc || bar) {
        for (int c = 0; c < 3; c++) {
          rgba[4 * p + c] = (byte) ((disc ? colour : ~colour) >> 8 * c);
        }
        rgba[4 * p + 3] = (byte) 255;
      }
    }
    return rgba;
  }
}
