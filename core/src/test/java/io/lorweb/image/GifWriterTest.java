package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifWriterTest {

  private static final List<Picture> FRAMES =
      List.of(
          Picture.filled(8, 4, 0xFF0000),
          Picture.filled(8, 4, 0x00FF00),
          Picture.filled(8, 4, 0x0000FF));

  @TempDir Path folder;

  @Test
  void everyFrameIsThereInOrderForItsTime() throws IOException {
    Path file = folder.resolve("way.gif");

    GifWriter.write(file, FRAMES, 150, 600, "told");

    List<Picture> read = new ArrayList<>();
    List<String> delays = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(stream);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        read.add(Picture.of(reader.read(i)));
        IIOMetadataNode tree =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        delays.add(
            ((IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0))
                .getAttribute("delayTime"));
      }
    } finally {
      reader.dispose();
    }
    assertThat(read).isEqualTo(FRAMES);
    assertThat(delays).containsExactly("60", "15", "60");
    assertThat(Animation.is(file)).isTrue();
  }

  @Test
  void theSameFramesGiveTheSameBytes() {
    Path one = folder.resolve("one.gif");
    Path other = folder.resolve("other.gif");

    GifWriter.write(one, FRAMES, 150, 600, "");
    GifWriter.write(other, FRAMES, 150, 600, "");

    assertThat(other).hasSameBinaryContentAs(one);
  }
}
