package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The worked examples of the repository and what tests do with pictures. */
final class Examples {

  static final Path ANALOGIES = Path.of("examples", "analogies");
  static final Path CHECKPOINT = Path.of("fixtures", "lorweb-checkpoint", "square");

  private Examples() {}

  static Path file(String example, String name) {
    return ANALOGIES.resolve(example).resolve(name);
  }

  static Path a(String example) {
    return file(example, "a.png");
  }

  static Path a2(String example) {
    return file(example, "a2.png");
  }

  static Path b(String example) {
    return file(example, "b.png");
  }

  static Path latents(String example) {
    return file(example, "latents.safetensors");
  }

  static List<String> names() {
    return list(ANALOGIES);
  }

  /** The names in a folder, sorted; hidden ones too, so that nothing left behind escapes. */
  static List<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Picture read(Path file) {
    return PictureReader.read(file);
  }

  /** At most one level off, and that in at most 1 % of the values. */
  static void assertEqualButRounding(Path made, Path expected) {
    byte[] one = read(made).toBytes();
    byte[] other = read(expected).toBytes();
    assertThat(one).hasSameSizeAs(other);
    int off = 0;
    int worst = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = Math.abs((one[i] & 255) - (other[i] & 255));
      off += difference > 0 ? 1 : 0;
      worst = Math.max(worst, difference);
    }
    assertThat(worst).as("largest difference in levels").isLessThanOrEqualTo(1);
    assertThat(off).as("values that differ").isLessThanOrEqualTo(one.length / 100);
  }

  /** A copy of the embedded model that a test may damage. */
  static Path modelCopy(Path target) {
    copy(ModelFolder.find(ModelFolder.EMBEDDED).path(), target);
    return target;
  }

  static void copy(Path source, Path target) {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
          assertThat(copy.toFile().setWritable(true)).isTrue();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void cut(Path file, long bytes) {
    try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
