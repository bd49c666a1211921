package io.lorweb.tiny.drawings;

import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The packages' files in a folder: fetched by npm, which knows the registry, and checked by their
 * SHA-256. What lies there already is not fetched again.
 *
 * @param folder holds the .tgz files
 * @param fetching whether npm may fetch what is missing
 */
public record Packages(Path folder, boolean fetching) {

  private static final long MINUTES = 10;

  /**
   * The checked file of a package.
   *
   * @throws InputException when it is missing and cannot be fetched, or is another file
   */
  public Path file(NpmPackage wanted) {
    Path file = folder.resolve(wanted.file());
    if (!Files.isRegularFile(file)) {
      if (!fetching) {
        throw InputException.of(
            "%s is missing; put it there with: npm pack %s", file, wanted.spec());
      }
      fetch(wanted, file);
    }
    String found = sha256(file);
    if (!found.equals(wanted.sha256())) {
      throw InputException.of(
          "%s is not %s as it was pinned (its SHA-256 is %s); remove it and fetch it again",
          file, wanted.spec(), found);
    }
    return file;
  }

  /** npm writes into a folder of its own: a file that was cut short never gets its final name. */
  private void fetch(NpmPackage wanted, Path file) {
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, "npm-");
      Path log = work.resolve("log.txt");
      try {
        Process process =
            new ProcessBuilder(npm(), "pack", wanted.spec(), "--silent")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw InputException.of(
              "npm took more than %d minutes to fetch %s; try again, or give setting 'packages'",
              MINUTES, wanted.spec());
        }
        Path fetched = work.resolve(wanted.file());
        if (process.exitValue() != 0 || !Files.isRegularFile(fetched)) {
          throw InputException.of(
              "npm could not fetch %s (%s); try again, or give setting 'packages'",
              wanted.spec(), lastLine(log));
        }
        Files.move(fetched, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(work.resolve(wanted.file()));
        Files.deleteIfExists(log);
        Files.deleteIfExists(work);
      }
    } catch (IOException e) {
      throw new InputException(
          "npm is needed to fetch the drawings and could not be started ("
              + e.getMessage()
              + "); install Node.js, or give a folder with the packages by setting 'packages'",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while npm fetched " + wanted.spec(), e);
    }
  }

  private static String npm() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win")
        ? "npm.cmd"
        : "npm";
  }

  private static String lastLine(Path log) throws IOException {
    String text = Files.readString(log).strip();
    return text.isEmpty() ? "no message" : text.substring(text.lastIndexOf('\n') + 1);
  }

  private static String sha256(Path file) {
    MessageDigest digest = Hash.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
      return Hash.hex(digest);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
