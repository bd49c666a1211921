package io.lorweb.train.data;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files with the profile of linear numbers. */
public final class LinearPng {

  /** Signature and IHDR. */
  private static final int HEAD = 33;

  private LinearPng() {}

  /** Gives a file without a profile that one; its numbers stay. */
  public static Path tag(Path file) {
    try {
      byte[] plain = Files.readAllBytes(file);
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes("iCCPlinear\0\0".getBytes(StandardCharsets.ISO_8859_1));
      try (DeflaterOutputStream packed = new DeflaterOutputStream(chunk)) {
        packed.write(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
      }
      CRC32 check = new CRC32();
      check.update(chunk.toByteArray());
      ByteBuffer tagged = ByteBuffer.allocate(plain.length + chunk.size() + 8);
      tagged.put(plain, 0, HEAD).putInt(chunk.size() - 4).put(chunk.toByteArray());
      tagged.putInt((int) check.getValue()).put(plain, HEAD, plain.length - HEAD);
      return Files.write(file, tagged.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
