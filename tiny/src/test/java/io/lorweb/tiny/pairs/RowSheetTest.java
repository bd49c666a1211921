package io.lorweb.tiny.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSheetTest {

  private static final Picture RED = Picture.filled(64, 64, 0xFF0000);

  @TempDir Path folder;

  private static List<RowSheet.Row> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RowSheet.Row("row " + i, "", List.of(List.of(RED, RED, RED))))
        .toList();
  }

  @Test
  void whatFitsStandsOnOneSheet() {
    Path file = folder.resolve("sheet.png");

    assertThat(RowSheet.write(file, 64, rows(9))).containsExactly(file);
    Picture sheet = PictureReader.read(file);
    // Four columns of 150 + 3 * 68 + 8 pixels fit into 1,800; so three lines of 68.
    assertThat(sheet.size().width()).isEqualTo(4 * 362);
    assertThat(sheet.size().height()).isEqualTo(3 * 68);
    assertThat(sheet.pixel(150 + 32, 34)).isEqualTo(0xFF0000);
  }

  @Test
  void whatIsTooHighIsSplit() {
    // 58 lines of 68 pixels and 4 columns make 232 rows.
    List<Path> files = RowSheet.write(folder.resolve("sheet.png"), 64, rows(233));

    assertThat(files).containsExactly(folder.resolve("sheet-1.png"), folder.resolve("sheet-2.png"));
    assertThat(files).allMatch(file -> PictureReader.read(file).height() <= 4000);
    assertThat(folder.resolve("sheet.png")).doesNotExist();
  }
}
