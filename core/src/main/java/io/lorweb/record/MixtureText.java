package io.lorweb.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.basis.GivenMixture;
import io.lorweb.basis.Mixture;
import io.lorweb.config.JsonFile;
import java.util.List;

/**
 * Given coefficients as a text of a PNG: a JSON object with {@code origin}, {@code size} (N),
 * {@code paths} (the L Linears) and {@code coefficients}, [L, N] as little-endian float32 in
 * base64.
 */
final class MixtureText {

  private MixtureText() {}

  static String of(GivenMixture given) {
    Mixture mixture = given.mixture();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("origin", given.origin());
    json.put("size", mixture.size());
    mixture.paths().forEach(json.putArray("paths")::add);
    json.put("coefficients", Floats.base64(mixture.coefficients()));
    return json.toString();
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @param where names the text in messages
   */
  static GivenMixture read(String where, String text) {
    JsonFile json = JsonFile.parse(where, text);
    List<String> paths = json.texts("paths");
    float[] coefficients = Floats.read(where, json.text("coefficients"));
    return new GivenMixture(
        new Mixture(paths, json.integer("size"), coefficients), json.text("origin"));
  }
}
