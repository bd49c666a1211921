package io.lorweb.image;

import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable picture of 8-bit red, green and blue samples in [0, 255], without alpha and without
 * a colour profile: what Pillow calls mode RGB.
 *
 * <p>Samples are interleaved, row after row from the top: sample c of pixel (x, y) stands at {@code
 * (y * width + x) * 3 + c}.
 */
public final class Picture {

  private final int width;
  private final int height;
  private final byte[] rgb;

  /** Takes the array as its own: whoever calls this must let go of it. */
  Picture(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1) {
      throw InputException.of("a picture of %d x %d has no pixels", width, height);
    }
    if (rgb.length != (long) width * height * 3) {
      throw InputException.of(
          "%d samples do not make a picture of %d x %d, which has 3 for each pixel",
          rgb.length, width, height);
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * A picture of a copy of {@code rgb}.
   *
   * @param rgb interleaved samples, {@code width * height * 3} of them
   * @throws InputException when a side is smaller than 1 or the number of samples differs
   */
  public static Picture of(int width, int height, byte[] rgb) {
    Objects.requireNonNull(rgb, "rgb");
    return new Picture(width, height, rgb.clone());
  }

  /** A picture of one colour, {@code 0xRRGGBB}. */
  public static Picture filled(int width, int height, int colour) {
    byte[] rgb = new byte[sampleCount(width, height)];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (colour >> 16);
      rgb[i + 1] = (byte) (colour >> 8);
      rgb[i + 2] = (byte) colour;
    }
    return new Picture(width, height, rgb);
  }

  /**
   * The samples of {@code image} as they are stored: no gamma, no colour profile, 16 bits cut to
   * the upper 8, alpha put on white.
   *
   * @throws InputException when the image has neither 1 to 4 bands nor a palette
   */
  public static Picture of(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    return RasterSamples.toPicture(image);
  }

  /** A copy as {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = pixel(x, y);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  public Size size() {
    return new Size(width, height);
  }

  /**
   * Colour of one pixel, {@code 0xRRGGBB}.
   *
   * @throws IndexOutOfBoundsException when (x, y) lies outside
   */
  public int pixel(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "(" + x + ", " + y + ") lies outside " + width + " x " + height);
    }
    int at = (y * width + x) * 3;
    return (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255);
  }

  /** All samples, interleaved, as a read-only view: nothing is copied. */
  public ByteBuffer rgb() {
    return ByteBuffer.wrap(rgb).asReadOnlyBuffer();
  }

  /** A copy of all samples, interleaved. */
  public byte[] toBytes() {
    return rgb.clone();
  }

  /** The samples themselves, for reading inside this package only. */
  byte[] samples() {
    return rgb;
  }

  /**
   * The part of {@code width x height} pixels whose upper left corner is (left, top). What lies
   * outside this picture is black, as in Pillow's {@code crop}.
   *
   * @throws InputException when a side of the part is smaller than 1
   */
  public Picture crop(int left, int top, int width, int height) {
    return new Canvas(width, height)
        .paste(this, Math.negateExact(left), Math.negateExact(top))
        .toPicture();
  }

  /** Left and right exchanged. */
  public Picture mirrored() {
    return Orientation.MIRRORED.apply(this);
  }

  /** Bit-equal to Pillow's {@code resize}; see {@link Resizer}. */
  public Picture resize(int width, int height, Resampling resampling) {
    return Resizer.resize(this, width, height, resampling);
  }

  /** SHA-256 in hexadecimal over width and height (big-endian, 4 bytes each) and the samples. */
  public String sha256() {
    MessageDigest digest = Hash.sha256();
    digest.update(ByteBuffer.allocate(8).putInt(width).putInt(height).flip());
    digest.update(rgb);
    return Hash.hex(digest);
  }

  /** Number of samples of a picture, refused where an array cannot hold them. */
  static int sampleCount(int width, int height) {
    if (width < 1 || height < 1) {
      throw InputException.of("a picture of %d x %d has no pixels", width, height);
    }
    long samples = (long) width * height * 3;
    if (samples > Integer.MAX_VALUE - 8) {
      throw InputException.of("a picture of %d x %d is too big", width, height);
    }
    return (int) samples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && width == picture.width
        && height == picture.height
        && Arrays.equals(rgb, picture.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Picture " + width + " x " + height;
  }
}
