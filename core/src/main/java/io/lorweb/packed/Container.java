package io.lorweb.packed;

import io.lorweb.error.InputException;
import io.lorweb.gguf.GgufHeader;
import io.lorweb.weights.Resting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** A file of tensors, told by its content and never by its name. */
public interface Container extends AutoCloseable {

  /** What was opened. */
  Path file();

  /** The names of all tensors, in the file's order. */
  Set<String> names();

  /** What its values are stored as. */
  String type(String name);

  /** Its sizes as they are stored, whatever they mean. */
  long[] shape(String name);

  /** Its numbers as they are stored, of the current scope. */
  Tensor tensor(String name);

  /** The tensor without any companion. */
  Resting resting(String name);

  /** Texts of the header. */
  Map<String, String> metadata();

  /** Whether tensors are stored in GGUF's blocks. */
  boolean isGguf();

  @Override
  void close();

  /**
   * Opens a safetensors file, an index or a folder of such, or a GGUF file.
   *
   * @throws InputException when it is none of them, naming what it is where that can be told
   */
  static Container open(Path fileOrFolder) {
    if (Files.isDirectory(fileOrFolder) || fileOrFolder.toString().endsWith(".index.json")) {
      return new SafetensorsContainer(fileOrFolder);
    }
    byte[] first = first(fileOrFolder);
    if (GgufHeader.announces(first)) {
      return new GgufContainer(fileOrFolder);
    }
    boolean safetensors = first.length > 8 && first[8] == '{';
    if (!safetensors && first.length > 1) {
      boolean zip = first[0] == 'P' && first[1] == 'K';
      if (zip || (first[0] & 255) == 0x80) {
        throw InputException.of(
            "%s is a pickle file of PyTorch, which may run code: take the safetensors or GGUF file",
            fileOrFolder);
      }
    }
    return new SafetensorsContainer(fileOrFolder);
  }

  private static byte[] first(Path file) {
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s does not exist", file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(9);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
