package io.lorweb.tiny.drawings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A small pool of drawings made up on the spot. */
public final class TestPool {

  private TestPool() {}

  /** The same names in every style, each style in its own colours. */
  public static Pool in(Path folder, int size, List<String> names) {
    return in(folder, size, names, name -> name);
  }

  /** As the other; {@code drawnAs} says what a name looks like. */
  public static Pool in(Path folder, int size, List<String> names, UnaryOperator<String> drawnAs) {
    Map<Style, PoolFile> files = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      SortedMap<String, byte[]> drawings = new TreeMap<>();
      names.forEach(name -> drawings.put(name, drawing(drawnAs.apply(name), style, size).rgba()));
      Path file = folder.resolve(style.id() + ".pool");
      PoolFile.write(file, size, drawings);
      files.put(style, PoolFile.open(file, style, size).orElseThrow());
    }
    return new Pool(size, files);
  }

  /** A lopsided figure of three colours: no flip, turn or change of colour leaves it alone. */
  public static Drawing drawing(String name, Style style, int size) {
    Random random = new Random(Split.hash(name) + style.ordinal());
    float hue = random.nextFloat();
    String body =
        String.format(
            Locale.ROOT,
            "<circle cx='%d' cy='60' r='34' fill='%s'/>"
                + "<path d='M10 96 L%d 40 L78 110 Z' fill='%s'/>"
                + "<rect x='70' y='%d' width='46' height='26' fill='%s'/>",
            48 + random.nextInt(12),
            colour(hue, 0.8f),
            30 + random.nextInt(20),
            colour(hue + 0.3f, 0.5f),
            12 + random.nextInt(20),
            colour(hue + 0.6f, 0.95f));
    return new Drawing(name, style, size, SvgPainter.paint(new Svg(body, 128, 128), size));
  }

  private static String colour(float hue, float brightness) {
    return String.format(
        Locale.ROOT, "#%06x", java.awt.Color.HSBtoRGB(hue, 0.75f, brightness) & 0xFFFFFF);
  }
}
