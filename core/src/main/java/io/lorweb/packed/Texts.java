package io.lorweb.packed;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts that are stored as tensors of bytes. */
final class Texts {

  private Texts() {}

  /** The text in a U8 tensor of at most {@code longest} bytes. */
  static String of(Container file, String name, long longest) {
    long length = 1;
    for (long size : file.shape(name)) {
      length *= size;
    }
    if (!file.type(name).equals("U8") || length > longest) {
      throw InputException.of(
          "%s: %s must be a text in at most %d bytes (U8)", file.file(), name, longest);
    }
    try (Scope scope = new Scope()) {
      long[] values = Tensors.longs(file.tensor(name));
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) values[i];
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file.file() + ": " + name + " is no text in UTF-8", e);
    }
  }
}
