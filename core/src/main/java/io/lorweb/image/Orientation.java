package io.lorweb.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The eight ways a stored picture can lie, by EXIF tag 0x0112, values 1 to 8 in this order. */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, true, false),
  TRANSVERSED(true, true, true),
  TURNED_RIGHT(true, false, true);

  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Whether stored rows are columns of the upright picture. */
  private final boolean swapped;

  /** Whether the upright picture runs against the stored one from left to right. */
  private final boolean flippedAcross;

  /** Whether the upright picture runs against the stored one from top to bottom. */
  private final boolean flippedDown;

  Orientation(boolean swapped, boolean flippedAcross, boolean flippedDown) {
    this.swapped = swapped;
    this.flippedAcross = flippedAcross;
    this.flippedDown = flippedDown;
  }

  /**
   * Reads the tag from EXIF data, with or without the prefix "Exif"; absent without a tag, as in
   * damaged data.
   */
  static Optional<Orientation> ofExif(byte[] exif) {
    boolean prefixed =
        exif.length >= PREFIX.length
            && Arrays.equals(exif, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(exif), metadata, prefixed ? PREFIX.length : 0);
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null ? Optional.empty() : numbered(value);
  }

  /** By EXIF's number; other numbers than 1 to 8 leave the picture as it is. */
  static Optional<Orientation> numbered(int value) {
    return Optional.of(value < 1 || value > 8 ? UPRIGHT : values()[value - 1]);
  }

  /** The size of the upright picture. */
  Size apply(Size stored) {
    return swapped ? new Size(stored.height(), stored.width()) : stored;
  }

  /** The stored picture as it was seen. */
  Picture apply(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapped ? stored.height() : stored.width();
    int height = swapped ? stored.width() : stored.height();
    byte[] from = stored.samples();
    byte[] to = new byte[from.length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int across = flippedAcross ? width - 1 - x : x;
        int down = flippedDown ? height - 1 - y : y;
        int pixel = swapped ? across * stored.width() + down : down * stored.width() + across;
        to[at++] = from[pixel * 3];
        to[at++] = from[pixel * 3 + 1];
        to[at++] = from[pixel * 3 + 2];
      }
    }
    return new Picture(width, height, to);
  }
}
