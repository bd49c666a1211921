package io.lorweb.train.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Canvas;
import io.lorweb.image.JpegWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Two pairs of a category as one prepared analogy (docs/spec/LORWEB.md section 8.1).
 *
 * @param a shows the edit and gives the caption
 * @param c is edited
 * @param index of the two among the pairs of their category
 * @param reversed whether the edit is undone
 */
record RelationAnalogy(RelationPair a, RelationPair c, int index, boolean reversed) {

  private static final int QUALITY = 95;

  String id() {
    return String.format(
        Locale.ROOT, "analogy_%s_%s_%04d%s", a.id(), c.id(), index, reversed ? "_rev" : "");
  }

  String caption() {
    return reversed ? a.reverse() : a.instruction();
  }

  private String control() {
    return "control/" + id() + ".jpg";
  }

  private String target() {
    return "target/" + id() + ".jpg";
  }

  private String text() {
    return "target/" + id() + ".txt";
  }

  /** Whether all of its files are there; each appears whole or not at all. */
  boolean done(Path out) {
    return Files.exists(out.resolve(control()))
        && Files.exists(out.resolve(target()))
        && Files.exists(out.resolve(text()));
  }

  /**
   * Writes the strip, the target and the caption.
   *
   * @throws InputException when a picture cannot be read or a file not be written
   */
  void write(Path out) {
    Picture left = PictureReader.read(a.file());
    Picture right = PictureReader.read(c.file());
    Picture from = RelationPair.half(left, reversed, a.file());
    Picture to = RelationPair.half(left, !reversed, a.file());
    Picture given = RelationPair.half(right, reversed, c.file());
    Picture answer = RelationPair.half(right, !reversed, c.file());
    int width = Math.min(from.width(), Math.min(to.width(), given.width()));
    int height = Math.min(from.height(), Math.min(to.height(), given.height()));
    Picture strip =
        new Canvas(Math.multiplyExact(3, width), height)
            .paste(from.resize(width, height, Resampling.LANCZOS), 0, 0)
            .paste(to.resize(width, height, Resampling.LANCZOS), width, 0)
            .paste(given.resize(width, height, Resampling.LANCZOS), 2 * width, 0)
            .toPicture();
    JpegWriter.write(out.resolve(control()), strip, QUALITY);
    JpegWriter.write(out.resolve(target()), answer, QUALITY);
    AtomicFile.write(out.resolve(text()), caption());
  }

  /** Its entry in {@code analogy_metadata.json}; paths are relative to that file. */
  ObjectNode json() {
    ObjectNode json =
        new ObjectMapper()
            .createObjectNode()
            .put("analogy_id", id())
            .put("edit_prompt", caption())
            .put("category", a.category())
            .put("direction", reversed ? "reverse" : "forward")
            .put("control_image_path", control())
            .put("target_image_path", target())
            .put("caption_path", text());
    json.set("pair_A", a.json());
    json.set("pair_C", c.json());
    return json;
  }
}
