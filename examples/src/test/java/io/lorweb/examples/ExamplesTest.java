package io.lorweb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private static final Path SEPIA = Path.of("examples", "analogies", "sepia");

  @TempDir Path folder;

  @Test
  void applyOneMakesAPicture() {
    Path out = folder.resolve("b2.png");

    ApplyOne.main(new String[] {sepia("a.png"), sepia("a2.png"), sepia("b.png"), out.toString()});

    assertThat(PictureReader.read(out).size()).hasToString("64 x 64");
  }

  @Test
  void manyPicturesMakesOneOfEachWithAPreview() throws Exception {
    Path pictures = pictures();
    Path out = folder.resolve("out");

    ManyPictures.main(
        new String[] {sepia("a.png"), sepia("a2.png"), pictures.toString(), out.toString(), "600"});

    for (String name : List.of("a.png", "b.png", "truth.png")) {
      Picture picture = PictureReader.read(out.resolve(name));
      assertThat(picture.size()).hasToString("64 x 64");
      assertThat(PictureReader.read(out.resolve("preview-" + name))).isNotEqualTo(picture);
    }
  }

  @Test
  void manyPicturesStopsWhenTimeIsOver() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));

    ManyPictures.main(
        new String[] {sepia("a.png"), sepia("a2.png"), pictures().toString(), out.toString(), "0"});

    assertThat(out).isEmptyDirectory();
  }

  @Test
  void mixEditsFindsHalfwayInTwoWays() {
    Path invert = SEPIA.resolveSibling("invert");
    MixEdits.main(
        new String[] {
          sepia("a.png"),
          sepia("a2.png"),
          invert.resolve("a.png").toString(),
          invert.resolve("a2.png").toString(),
          sepia("b.png"),
          folder.toString()
        });

    Picture half = PictureReader.read(folder.resolve("half.png"));
    assertThat(PictureReader.read(folder.resolve("halfway.png"))).isEqualTo(half);
    assertThat(PictureReader.read(folder.resolve("undone.png"))).isNotEqualTo(half);
  }

  private Path pictures() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (String name : List.of("a.png", "b.png", "truth.png")) {
      Files.copy(SEPIA.resolve(name), pictures.resolve(name));
    }
    return pictures;
  }

  @Test
  void saveAndExportGivesOnePictureThreeWays() {
    ApplyOne.main(
        new String[] {
          sepia("a.png"), sepia("a2.png"), sepia("b.png"), folder.resolve("x.png").toString()
        });
    SaveAndExport.main(
        new String[] {sepia("a.png"), sepia("a2.png"), sepia("b.png"), folder.toString()});

    byte[] analogy = PictureReader.read(folder.resolve("analogy.png")).toBytes();
    byte[] lora = PictureReader.read(folder.resolve("lora.png")).toBytes();
    int off = 0;
    for (int i = 0; i < analogy.length; i++) {
      int difference = Math.abs((analogy[i] & 255) - (lora[i] & 255));
      assertThat(difference).isLessThanOrEqualTo(1);
      off += difference;
    }
    assertThat(off).isLessThanOrEqualTo(analogy.length / 100);
  }

  private static String sepia(String name) {
    return SEPIA.resolve(name).toString();
  }
}
