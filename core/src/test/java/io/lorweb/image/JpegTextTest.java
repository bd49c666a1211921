package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegTextTest {

  private static final Picture PICTURE = Picture.filled(40, 24, 0x336699);

  @TempDir Path folder;

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("parameters", "ça ☃\nSteps: 3");
    texts.put("lorweb", "{\"a\": \"b\\n\"}");
    return texts;
  }

  @Test
  void textsComeBackAndThePixelsStay() {
    Path file = folder.resolve("x.JPG");
    PictureWriter.write(file, PICTURE, texts());

    assertThat(PictureTexts.read(file)).isEqualTo(texts());
    Path bare = folder.resolve("bare.jpg");
    PictureWriter.write(bare, PICTURE, Map.of());
    assertThat(PictureReader.read(file)).isEqualTo(PictureReader.read(bare));
    assertThat(PictureTexts.read(bare)).isEmpty();
  }

  @Test
  void imageToolsFindTheParametersInTheUserComment() throws Exception {
    Path file = folder.resolve("x.jpg");
    PictureWriter.write(file, PICTURE, texts());

    byte[] comment =
        ImageMetadataReader.readMetadata(file.toFile())
            .getFirstDirectoryOfType(ExifSubIFDDirectory.class)
            .getByteArray(ExifSubIFDDirectory.TAG_USER_COMMENT);
    assertThat(new String(comment, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("UNICODE\0");
    assertThat(new String(comment, 8, comment.length - 8, StandardCharsets.UTF_16BE))
        .isEqualTo(texts().get("parameters"));
  }

  @Test
  void aLongTextSpansSegmentsAndNoLetterIsCut() {
    Path file = folder.resolve("x.jpeg");
    Map<String, String> texts = texts();
    texts.put("long", "\u2603".repeat(70_000) + "end");
    texts.put("parameters", "y".repeat(200_000));
    PictureWriter.write(file, PICTURE, texts);

    assertThat(PictureTexts.read(file)).isEqualTo(texts);
    assertThat(PictureReader.read(file).size()).isEqualTo(PICTURE.size());
    assertThat(PictureSize.of(file)).isEqualTo(PICTURE.size());
  }

  @Test
  void damagedFilesHaveFewerTexts() throws IOException {
    Path file = folder.resolve("x.jpg");
    PictureWriter.write(file, PICTURE, texts());
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 4; length < 400; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertThat(texts().entrySet()).containsAll(PictureTexts.read(file).entrySet());
    }
    Files.writeString(file, "text");
    assertThatThrownBy(() -> PictureTexts.read(file)).isInstanceOf(InputException.class);
  }
}
