package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG in memory: bounds checked, checksums on request, nothing copied. */
final class PngChunks {

  static final long SIGNATURE = 0x89504E470D0A1A0AL;

  private final String name;
  private final ByteBuffer file;
  private String type = "";
  private ByteBuffer data;

  /**
   * Stands before the first chunk.
   *
   * @param name what messages call the file
   * @throws InputException when the file does not begin as a PNG
   */
  PngChunks(byte[] bytes, String name) {
    this.name = name;
    this.file = ByteBuffer.wrap(bytes);
    if (bytes.length < 8 || file.getLong() != SIGNATURE) {
      throw InputException.of("%s is not a PNG file; give a .png picture", name);
    }
  }

  /**
   * Steps to the next chunk; false behind the last one, IEND.
   *
   * @throws InputException when the file ends before IEND
   */
  boolean next() {
    if (type.equals("IEND")) {
      return false;
    }
    if (file.remaining() < 12) {
      throw truncated();
    }
    int length = file.getInt();
    if (length < 0 || length > file.remaining() - 8) {
      throw truncated();
    }
    byte[] letters = new byte[4];
    file.get(letters);
    type = new String(letters, StandardCharsets.ISO_8859_1);
    data = file.slice(file.position(), length);
    file.position(file.position() + length + 4);
    return true;
  }

  /** Four letters. */
  String type() {
    return type;
  }

  /** What the chunk holds, a view. */
  ByteBuffer data() {
    return data.duplicate();
  }

  /** Chunks without which the pixels cannot be told begin with a capital letter. */
  boolean critical() {
    return type.charAt(0) >= 'A' && type.charAt(0) <= 'Z';
  }

  /**
   * Compares the checksum of this chunk.
   *
   * @throws InputException when it differs
   */
  void check() {
    CRC32 crc = new CRC32();
    int end = file.position();
    crc.update(file.slice(end - data.capacity() - 8, data.capacity() + 4));
    if ((int) crc.getValue() != file.getInt(end - 4)) {
      throw InputException.of(
          "%s is damaged: the checksum of its chunk %s is wrong; save the picture again",
          name, printable(type));
    }
  }

  InputException damaged(String how) {
    return InputException.of("%s is damaged: %s; save the picture again", name, how);
  }

  private InputException truncated() {
    return damaged("the file ends before the picture does");
  }

  private static String printable(String letters) {
    return letters.matches("[A-Za-z]{4}") ? letters : "of unknown type";
  }
}
