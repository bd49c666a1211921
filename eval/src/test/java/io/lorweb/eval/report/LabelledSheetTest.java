package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.LabelledSheet.Captioned;
import io.lorweb.image.Picture;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledSheetTest {

  private static final Picture RED = Picture.filled(64, 64, 0xFF0000);
  private static final Picture BLUE = Picture.filled(64, 32, 0x0000FF);

  private static Picture sheet(List<String> columns, List<String> rows, List<List<Picture>> cells) {
    return new LabelledSheet(List.of("title", "line"), List.of(), columns, rows, cells).picture();
  }

  @Test
  void cellsStandUnderTheirColumnsAndBesideTheirRows() {
    Picture sheet =
        sheet(
            List.of("x 1", "x 2"),
            List.of("y 1", "y 2"),
            List.of(List.of(RED, BLUE), List.of(BLUE, RED)));
    int right = sheet.width() - 20 - 128;
    int bottom = sheet.height() - 20 - 128;

    assertThat(sheet.pixel(right, bottom)).isEqualTo(0xFF0000);
    assertThat(sheet.pixel(right - 262, bottom)).isEqualTo(0x0000FF);
    assertThat(sheet.pixel(right, bottom - 262)).isEqualTo(0x0000FF);
    // A lower picture stands in the middle of its cell.
    assertThat(sheet.pixel(right - 262, bottom - 100)).isEqualTo(0xFFFFFF);
    assertThat(dark(sheet.crop(right - 128, 0, 256, sheet.height() - 20 - 256 - 262)))
        .as("letters over the column")
        .isPositive();
    assertThat(dark(sheet.crop(0, bottom - 20, 60, 40))).as("letters beside a row").isPositive();
  }

  private static long dark(Picture part) {
    byte[] rgb = part.toBytes();
    long count = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      count += (rgb[i] & 255) + (rgb[i + 1] & 255) + (rgb[i + 2] & 255) < 200 ? 1 : 0;
    }
    return count;
  }

  @Test
  void largePicturesOfManyAreMadeSmaller() {
    Picture large = Picture.filled(1024, 1024, 0x808080);
    List<String> names = Collections.nCopies(7, "n");

    assertThat(sheet(List.of("one"), List.of(""), List.of(List.of(large))).width()).isEqualTo(552);
    assertThat(sheet(names, names, Collections.nCopies(7, Collections.nCopies(7, large))).height())
        .isBetween(7 * 262, 7 * 262 + 150);
  }

  @Test
  void inputsAreShownAboveTheTable() {
    LabelledSheet sheet =
        new LabelledSheet(
            List.of("title"),
            List.of(new Captioned("b", RED)),
            List.of("one"),
            List.of(""),
            List.of(List.of(BLUE)));

    assertThat(sheet.picture().pixel(60, 60)).isEqualTo(0xFF0000);
  }

  @Test
  void everyCellHasItsPicture() {
    assertThatThrownBy(() -> sheet(List.of("one", "two"), List.of(""), List.of(List.of(RED))))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> sheet(List.of("one"), List.of("y", "z"), List.of(List.of(RED))))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> LabelledSheet.requireFit(100, 3))
        .isInstanceOf(InputException.class)
        .hasMessage("a sheet of 100 x 3 pictures: it may have 1 to 256");
  }
}
