package io.lorweb.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Puts a PNG together chunk by chunk. */
final class PngBytes {

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  PngBytes() {
    file.writeBytes(ByteBuffer.allocate(8).putLong(PngChunks.SIGNATURE).array());
  }

  PngBytes chunk(String type, byte[] data) {
    return chunk(type, List.of(ByteBuffer.wrap(data)));
  }

  /** One chunk with the parts one after another. */
  PngBytes chunk(String type, List<ByteBuffer> parts) {
    byte[] letters = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(letters);
    int length = 0;
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
      length = Math.addExact(length, part.remaining());
    }
    file.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    file.writeBytes(letters);
    for (ByteBuffer part : parts) {
      file.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  byte[] toByteArray() {
    return file.toByteArray();
  }
}
