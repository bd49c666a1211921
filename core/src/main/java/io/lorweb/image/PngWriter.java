package io.lorweb.image;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures to PNG files, with texts, by the platform's encoder. The same picture and texts give the
 * same bytes: no time, no program version.
 *
 * <p>That encoder stores RGB rows unfiltered (its RowFilter filters palettes only, in Java 17 as in
 * 25), so smooth pictures take more room than other programs need for them.
 */
public final class PngWriter {

  /** Longer texts are compressed, in bytes of UTF-8. */
  private static final int COMPRESSED_ABOVE = 1024;

  /** Of 0 (smallest) to 1 (fastest): deflate's own default level, 6 of 9. */
  private static final float SPEED = 1f / 3;

  /** What the specification allows; the encoder would leave other keys out without a word. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?!.* {2})[\\x21-\\x7e\\xa1-\\xff]"
              + "([\\x20-\\x7e\\xa1-\\xff]{0,77}[\\x21-\\x7e\\xa1-\\xff])?");

  private PngWriter() {}

  /** A PNG file without texts. */
  public static byte[] toBytes(Picture picture) {
    return toBytes(picture, Map.of());
  }

  /**
   * A PNG file.
   *
   * @param texts stored as iTXt chunks in the map's order, before the pixels; keys are 1 to 79
   *     printable Latin-1 characters without two spaces in a row, values anything but NUL, up to
   *     several MB each ({@link PngText} reads 64 MB)
   * @throws IllegalArgumentException when a key or value cannot be stored
   */
  public static byte[] toBytes(Picture picture, Map<String, String> texts) {
    texts.forEach(PngWriter::check);
    var image = picture.toBufferedImage();
    ByteArrayOutputStream file = new ByteArrayOutputStream(picture.samples().length / 2 + 1024);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // In memory: ImageIO's own choice would be a temporary file.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(SPEED);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), parameters);
      if (!texts.isEmpty()) {
        metadata.mergeTree(metadata.getNativeMetadataFormatName(), tree(metadata, texts));
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("the memory refused a PNG file", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /**
   * Writes a PNG file, whole or not at all.
   *
   * @param texts see {@link #toBytes(Picture, Map)}
   * @throws InputException when the file system refuses
   */
  public static void write(Path file, Picture picture, Map<String, String> texts) {
    AtomicFile.write(file, ByteBuffer.wrap(toBytes(picture, texts)));
  }

  private static void check(String key, String value) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("a PNG text cannot have the key \"" + key + "\"");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the PNG text " + key + " contains a NUL character");
    }
  }

  private static IIOMetadataNode tree(IIOMetadata metadata, Map<String, String> texts) {
    IIOMetadataNode all = new IIOMetadataNode("iTXt");
    texts.forEach(
        (key, value) -> {
          boolean large = value.getBytes(StandardCharsets.UTF_8).length > COMPRESSED_ABOVE;
          IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
          entry.setAttribute("keyword", key);
          entry.setAttribute("compressionFlag", large ? "TRUE" : "FALSE");
          entry.setAttribute("compressionMethod", "0");
          entry.setAttribute("languageTag", "");
          entry.setAttribute("translatedKeyword", "");
          entry.setAttribute("text", value);
          all.appendChild(entry);
        });
    IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
    root.appendChild(all);
    return root;
  }
}
