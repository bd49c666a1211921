package io.lorweb.train.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import java.nio.file.Path;

/**
 * One picture of Relation252K: before on its left half, after on its right half.
 *
 * @param category of edits
 * @param name of the picture, as the labels have it
 * @param file where it is
 * @param left describes the left half
 * @param right describes the right half
 * @param instruction the edit
 * @param reverse the edit undone; "" if the labels do not tell
 */
public record RelationPair(
    String category,
    String name,
    Path file,
    String left,
    String right,
    String instruction,
    String reverse) {

  /** The reference's name for it, made fit to be part of a file name. */
  public String id() {
    return id(category, name);
  }

  static String id(String category, String name) {
    return (category + "_" + name).replace('/', '_').replace('\\', '_');
  }

  /**
   * One of the two pictures. Split at half the width, cut down: the right half takes the odd
   * column.
   *
   * @param both of this shape
   * @param file names it in messages
   * @throws InputException when the picture is one pixel wide
   */
  public static Picture half(Picture both, boolean right, Path file) {
    int middle = both.width() / 2;
    if (middle < 1) {
      throw InputException.of("%s is one pixel wide but must hold two pictures side by side", file);
    }
    return right
        ? both.crop(middle, 0, both.width() - middle, both.height())
        : both.crop(0, 0, middle, both.height());
  }

  ObjectNode json() {
    return new ObjectMapper()
        .createObjectNode()
        .put("image_id", id())
        .put("edit_prompt", instruction)
        .put("left_image_description", left)
        .put("right_image_description", right)
        .put("img_name", name);
  }
}
