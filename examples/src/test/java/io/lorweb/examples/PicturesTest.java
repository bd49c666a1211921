package io.lorweb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stored pictures show what their names say; their edges may differ from one Java to another.
 */
class PicturesTest {

  private static final Path PICTURES = Path.of("examples", "pictures");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"shapes", "landscape", "face", "house", "fruit", "boat"})
  void editsAreTheArithmeticOfTheirNames(String name) {
    Picture plain = read(name);

    assertThat(plain.size()).hasToString("256 x 256");
    assertThat(read(name + "-negative")).isEqualTo(DrawPictures.negative(plain));
    assertThat(read(name + "-sepia")).isEqualTo(DrawPictures.sepia(plain));
    assertThat(read(name + "-flip")).isEqualTo(DrawPictures.flip(plain));
    assertThat(read(name + "-red").pixel(1, 1)).isEqualTo(0xC81E1E);
  }

  @Test
  void theProgramDrawsEveryStoredPicture() throws Exception {
    DrawPictures.main(new String[] {folder.toString()});

    assertThat(pngs(folder)).hasSize(32).isEqualTo(pngs(PICTURES));
  }

  private static List<String> pngs(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".png"))
          .sorted()
          .toList();
    }
  }

  private static Picture read(String name) {
    return PictureReader.read(PICTURES.resolve(name + ".png"));
  }
}
