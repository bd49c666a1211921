package io.lorweb.studio.jobs;

import io.lorweb.Settings;
import java.util.List;

/**
 * An analogy that was saved under a name.
 *
 * @param id that nobody guesses
 * @param name of the owner's choice, which no other preset of the owner has
 * @param a ids of the pictures before, of each pair that shows it
 * @param a2 ids of the pictures after
 * @param b id of a picture that it was seen on
 * @param settings it was made with
 */
public record Preset(
    String id, String name, List<String> a, List<String> a2, String b, Settings settings) {

  public Preset {
    a = List.copyOf(a);
    a2 = List.copyOf(a2);
  }
}
