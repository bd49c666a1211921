package io.lorweb.record;

import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Base64;

/** Numbers as a PNG's texts carry them: little-endian float32 in base64. */
final class Floats {

  private Floats() {}

  static String base64(float[] values) {
    return Base64.getEncoder().encodeToString(bytes(values));
  }

  /**
   * Reads what {@link #base64} writes.
   *
   * @param where names the text in messages
   */
  static float[] read(String where, String base64) {
    ByteBuffer bytes = ByteBuffer.wrap(decode(where, base64)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  static byte[] decode(Object where, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw InputException.of("%s holds damaged base64", where);
    }
  }

  static String sha256(float[] values) {
    MessageDigest digest = Hash.sha256();
    digest.update(bytes(values));
    return Hash.hex(digest);
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
