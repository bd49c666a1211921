package io.lorweb.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** An ICC profile from the chunk iCCP of a PNG: a name, a NUL, the method 0, deflated data. */
final class PngProfile {

  private PngProfile() {}

  /**
   * Unpacks the chunk and stops where the profile would become too large.
   *
   * @param chunk what it holds, or null where there is none
   */
  static Embedded of(ByteBuffer chunk) {
    if (chunk == null) {
      return new Embedded.Absent();
    }
    ByteBuffer data = chunk.duplicate();
    boolean named = false;
    while (!named && data.hasRemaining()) {
      named = data.get() == 0;
    }
    if (!named || !data.hasRemaining() || data.get() != 0) {
      return new Embedded.Torn("is cut short");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 14];
      while (!inflater.finished()) {
        int more = inflater.inflate(buffer);
        if (more == 0 && !inflater.finished()) {
          return new Embedded.Torn("is cut short");
        }
        if (plain.size() + more > Embedded.MAX_BYTES) {
          return Embedded.tooLarge();
        }
        plain.write(buffer, 0, more);
      }
      return new Embedded.Whole(plain.toByteArray());
    } catch (DataFormatException e) {
      return new Embedded.Torn("cannot be unpacked");
    } finally {
      inflater.end();
    }
  }
}
