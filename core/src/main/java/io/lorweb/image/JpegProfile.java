package io.lorweb.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ICC profile from the segments APP2 of a JPEG (ICC.1:2010, annex B.4): each has its number,
 * from 1, and how many there are.
 */
final class JpegProfile {

  static final String PREFIX = "ICC_PROFILE\0";

  private final Map<Integer, byte[]> parts = new TreeMap<>();
  private int count = -1;
  private boolean torn;

  /** Adds what follows the prefix. */
  void add(byte[] file, int start, int end) {
    if (end - start < 2) {
      torn = true;
      return;
    }
    int number = file[start] & 255;
    int of = file[start + 1] & 255;
    byte[] part = Arrays.copyOfRange(file, start + 2, end);
    torn |= (count >= 0 && count != of) || parts.put(number, part) != null;
    count = of;
  }

  /** What the segments make. */
  Embedded joined() {
    if (parts.isEmpty() && !torn) {
      return new Embedded.Absent();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int expected = 1;
    for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
      torn |= part.getKey() != expected++;
      whole.writeBytes(part.getValue());
    }
    if (torn || parts.size() != count) {
      return new Embedded.Torn("has parts that do not belong together");
    }
    return whole.size() > Embedded.MAX_BYTES
        ? Embedded.tooLarge()
        : new Embedded.Whole(whole.toByteArray());
  }
}
