package io.lorweb.tiny.drawings;

import io.lorweb.error.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Files out of a .tgz, in memory: nothing is unpacked to the disk. */
final class Tarball {

  private static final long LARGEST_FILE = 64L << 20;
  private static final long LARGEST_SUM = 256L << 20;
  private static final int MOST_ENTRIES = 100_000;

  private Tarball() {}

  /**
   * The wanted files by their names inside, such as "package/icons.json".
   *
   * @throws InputException when the file is damaged or holds more than the pool ever needs
   */
  static Map<String, byte[]> read(Path file, Predicate<String> wanted) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    long sum = 0;
    int entries = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          throw tooLarge(file);
        }
        if (!entry.isFile() || !wanted.test(entry.getName())) {
          continue;
        }
        sum += entry.getSize();
        if (entry.getSize() > LARGEST_FILE || sum > LARGEST_SUM) {
          throw tooLarge(file);
        }
        files.put(entry.getName(), tar.readNBytes((int) entry.getSize()));
      }
    } catch (IOException e) {
      throw new InputException(file + " is not a whole .tgz archive; fetch it again", e);
    }
    return files;
  }

  private static InputException tooLarge(Path file) {
    return InputException.of("%s holds more than a package of drawings does", file);
  }
}
