package io.lorweb.train.data;

import io.lorweb.files.AtomicFile;
import io.lorweb.image.Canvas;
import io.lorweb.image.JpegWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.DataSource.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pictures and data folders that tests make. */
final class Samples {

  private Samples() {}

  /** Smooth enough for JPEG, different for every seed. */
  static Picture picture(int width, int height, long seed) {
    Random random = new Random(seed);
    int red = random.nextInt(200);
    int green = random.nextInt(200);
    int blue = random.nextInt(200);
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      rgb[3 * i] = (byte) (red + 50 * x / width);
      rgb[3 * i + 1] = (byte) (green + 50 * y / height);
      rgb[3 * i + 2] = (byte) (blue + 50 * (x + y) / (width + height));
    }
    return Picture.of(width, height, rgb);
  }

  static Path png(Path file, Picture picture) {
    PngWriter.write(file, picture, Map.of());
    return file;
  }

  /** A PNG whose numbers are linear, as its profile says. */
  static Path linear(Path file, int width, int height, long seed) {
    return LinearPng.tag(png(file, width, height, seed));
  }

  static Path png(Path file, int width, int height, long seed) {
    return png(file, picture(width, height, seed));
  }

  static Path text(Path file, String text) {
    AtomicFile.write(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  /** Two pictures side by side. */
  static Picture beside(Picture left, Picture right) {
    return new Canvas(left.width() + right.width(), left.height())
        .paste(left, 0, 0)
        .paste(right, left.width(), 0)
        .toPicture();
  }

  /** A JPEG whose EXIF data tell of an orientation. */
  static Path turned(Path file, Picture picture, int orientation) {
    byte[] jpeg = JpegWriter.toBytes(picture, 95);
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(jpeg, 0, 2);
    all.write(exif.array(), 0, exif.position());
    all.write(jpeg, 2, jpeg.length - 2);
    AtomicFile.write(file, ByteBuffer.wrap(all.toByteArray()));
    return file;
  }

  /** Tasks "negative" and "sepia" with {@code pairs} pairs each of 32 x 32 pixels. */
  static Path pairs(Path folder, int pairs) {
    long seed = 1;
    for (String task : List.of("negative", "sepia")) {
      for (int i = 0; i < pairs; i++) {
        png(folder.resolve(task).resolve("before").resolve(i + ".png"), 32, 32, seed++);
        png(folder.resolve(task).resolve("after").resolve(i + ".png"), 32, 32, seed++);
        text(folder.resolve(task).resolve(i + ".txt"), "make it " + task);
      }
    }
    return folder;
  }

  /** A data set of all entries at one resolution of a cell. */
  static DataSource dataset(Path path, int resolution) {
    return dataset(new Source.Manifest(path, Optional.empty()), resolution);
  }

  static DataSource dataset(Source source, int resolution) {
    return new DataSource(
        source,
        List.of(resolution),
        DataSource.Extent.CELL,
        false,
        0,
        "",
        0,
        false,
        1,
        Optional.empty());
  }

  /** Relative names and contents of all files below a folder. */
  static Map<String, ByteBuffer> tree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<String, ByteBuffer> tree = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(folder.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
