package io.lorweb.image;

import io.lorweb.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures to an animated GIF that starts anew when it ends, by the platform's encoder, which
 * chooses 256 colours for every picture.
 */
public final class GifWriter {

  /** Seconds are counted in hundredths. */
  private static final int TICK = 10;

  private GifWriter() {}

  /**
   * Writes a GIF file, whole or not at all.
   *
   * @param frames pictures of one size, at least one
   * @param millis how long each is shown
   * @param holdMillis how long the first and the last are shown
   * @param comment printable ASCII; empty for none
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public static void write(
      Path file, List<Picture> frames, int millis, int holdMillis, String comment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        boolean end = i == 0 || i == frames.size() - 1;
        var image = frames.get(i).toBufferedImage();
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        String format = metadata.getNativeMetadataFormatName();
        metadata.mergeTree(
            format, tree(format, end ? holdMillis : millis, i == 0, i == 0 ? comment : ""));
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException("the memory refused a GIF file", e);
    } finally {
      writer.dispose();
    }
    AtomicFile.write(file, ByteBuffer.wrap(bytes.toByteArray()));
  }

  private static IIOMetadataNode tree(String format, int millis, boolean first, String comment) {
    IIOMetadataNode root = new IIOMetadataNode(format);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", String.valueOf(millis / TICK));
    control.setAttribute("transparentColorIndex", "0");
    if (first) {
      IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0});
    }
    if (!comment.isEmpty()) {
      child(child(root, "CommentExtensions"), "CommentExtension").setAttribute("value", comment);
    }
    return root;
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    IIOMetadataNode node = new IIOMetadataNode(name);
    parent.appendChild(node);
    return node;
  }
}
