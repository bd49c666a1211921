package io.lorweb.tiny.drawings;

/**
 * One drawing of the pool.
 *
 * @param name Noto's or Phosphor's name of what is drawn, such as "red-apple"
 * @param style whose hand it is in
 * @param size side of the square in pixels
 * @param rgba size x size x 4 samples, row after row from the top, colours not premultiplied. The
 *     drawing fills the middle 56/64 of the square, the rest is clear. Nobody may write into it
 */
public record Drawing(String name, Style style, int size, byte[] rgba) {

  public Drawing {
    if (size < 1 || rgba.length != 4L * size * size) {
      throw new IllegalArgumentException(
          rgba.length + " samples do not make a drawing of " + size + " x " + size);
    }
  }
}
