package io.lorweb.tiny.photographs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.image.Resizer;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.tasks.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The photographs at one size. A photograph is all ground: what is drawn on a figure is not to be
 * seen on it.
 *
 * @param size side in pixels; the files have 128, so beyond that they get no sharper
 */
public record Photographs(int size) {

  private static final List<Entry> LIST = list();

  /** A line of photographs.json. */
  private record Entry(String name, String of, String by, String licence) {}

  /** All names, in alphabetical order. */
  public List<String> names() {
    return LIST.stream().map(Entry::name).toList();
  }

  /** The photograph with that name, if there is one. */
  public Optional<Layers> layers(String name) {
    return LIST.stream().map(Entry::name).filter(name::equals).findFirst().map(this::read);
  }

  private Layers read(String name) {
    Picture picture = PictureReader.read(resource(name + ".jpg"), name + ".jpg");
    Picture scaled = Resizer.resize(picture, size, size, Resampling.BICUBIC);
    float[] ground = new float[3 * size * size];
    for (int i = 0; i < ground.length; i++) {
      ground[i] = (scaled.rgb().get(i) & 255) / 255f;
    }
    return Layers.of(size, Split.hash(name), new float[4 * size * size], ground);
  }

  private static List<Entry> list() {
    try {
      return List.of(new ObjectMapper().readValue(resource("photographs.json"), Entry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("photographs.json cannot be read", e);
    }
  }

  private static byte[] resource(String file) {
    try (InputStream in = Photographs.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
