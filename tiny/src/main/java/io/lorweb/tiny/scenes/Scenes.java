package io.lorweb.tiny.scenes;

import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.tasks.Layers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures beyond icons: any number of them, each from its number alone. Drawings lie cropped,
 * turned, tiled and over one another on textured grounds; others have no drawing at all.
 *
 * @param pool the drawings; a scene's are all on its own side of the split
 */
public record Scenes(Pool pool) {

  private static final List<Style> STYLES =
      List.of(Style.NOTO, Style.TWEMOJI, Style.FLAT, Style.THREE_D);

  private static final Pattern NAME = Pattern.compile("(train|test)-(\\d{6})");

  /** What a scene shows. */
  private enum Kind {
    COLLAGE(0.5),
    TILES(0.1),
    BALLS(0.15),
    GROUND(0.25);

    private final double share;

    Kind(double share) {
      this.share = share;
    }

    static Kind draw(Random random) {
      double left = random.nextDouble();
      for (Kind kind : values()) {
        left -= kind.share;
        if (left < 0) {
          return kind;
        }
      }
      return GROUND;
    }
  }

  /** Its name in file names: the same number is another scene on the other side of the split. */
  public static String name(Split split, int number) {
    return String.format(Locale.ROOT, "%s-%06d", split.id(), number);
  }

  /** The scene with that {@link #name}, if it is one. */
  public Optional<Layers> scene(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Split split = Split.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    return Optional.of(scene(split, Integer.parseInt(matcher.group(2))));
  }

  /** The scene with that number. */
  public Layers scene(Split split, int number) {
    long seed = Split.hash(name(split, number));
    Random random = new Random(seed);
    int size = pool.size();
    Kind kind = Kind.draw(random);
    if (kind == Kind.GROUND) {
      Texture texture = random.nextDouble() < 0.7 ? Texture.LEAVES : Texture.NOISE;
      return Layers.of(size, seed, new float[4 * size * size], texture.draw(random, size));
    }
    float[] ground = Texture.any(random, size);
    float[] figure = new float[4 * size * size];
    if (kind == Kind.BALLS) {
      int balls = 1 + random.nextInt(4);
      for (int i = 0; i < balls; i++) {
        Rendering.draw(random).over(figure, size);
      }
      return Layers.of(size, seed, figure, ground);
    }
    Layers scene = Layers.of(size, seed, figure, ground);
    if (kind == Kind.TILES) {
      return drawing(random, split).tiled(2 + random.nextInt(2)).over(scene);
    }
    int drawings = 1 + random.nextInt(3);
    for (int i = 0; i < drawings; i++) {
      scene = placed(random, drawing(random, split), drawings).over(scene);
    }
    return scene;
  }

  private Layers drawing(Random random, Split split) {
    Style style = STYLES.get(random.nextInt(STYLES.size()));
    List<String> names = pool.names(style, split);
    Drawing drawing = pool.drawing(style, names.get(random.nextInt(names.size()))).orElseThrow();
    return Layers.of(drawing);
  }

  /** Larger or smaller, turned a little, anywhere. */
  private static Layers placed(Random random, Layers drawing, int drawings) {
    double scale = (drawings == 1 ? 0.8 : 0.45) + 0.8 * random.nextDouble();
    double reach = drawings == 1 ? 10 : 22;
    return drawing.placed(
        scale,
        random.nextDouble() < 0.3 ? 25 * random.nextGaussian() : 0,
        reach * (2 * random.nextDouble() - 1),
        reach * (2 * random.nextDouble() - 1));
  }
}
