package io.lorweb.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells weight files of gigabytes apart in milliseconds: SHA-256 over the size, the first MiB
 * (names, shapes and metadata of a safetensors file) and 64 blocks spread over the rest. Not a
 * guard against forgery.
 */
public final class Fingerprint {

  private static final int HEAD = 1 << 20;
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 64;
  private static final List<String> DECIDING = List.of(".safetensors", ".json", ".txt", ".model");

  private Fingerprint() {}

  /** 32 hexadecimal digits. */
  public static String of(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      MessageDigest digest = Hash.sha256();
      long size = channel.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
      digest.update(read(channel, 0, (int) Math.min(HEAD, size)));
      for (int i = 0; i < BLOCKS && size > HEAD; i++) {
        long at = HEAD + (size - HEAD) / BLOCKS * i;
        digest.update(read(channel, at, (int) Math.min(BLOCK, size - at)));
      }
      return Hash.shortHex(digest);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Of a model part: all files of the folder itself that decide what it computes (weights,
   * configuration, vocabularies), with their names. 32 hexadecimal digits.
   */
  public static String ofFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      MessageDigest digest = Hash.sha256();
      for (Path file : files.filter(Fingerprint::decides).sorted().toList()) {
        digest.update((file.getFileName() + "\0" + of(file) + "\0").getBytes(UTF_8));
      }
      return Hash.shortHex(digest);
    } catch (IOException e) {
      throw new InputException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of a model part, be it a folder or a single file. */
  public static String ofPart(Path part) {
    return Files.isDirectory(part) ? ofFolder(part) : of(part);
  }

  private static boolean decides(Path file) {
    String name = file.getFileName().toString();
    return DECIDING.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      continue;
    }
    return buffer.flip();
  }
}
