package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCutTest {

  @TempDir Path folder;

  @Test
  void theMiddleOfTheShapeIsCutOutAndTheRestKept() {
    Picture picture = Asking.picture(60, 20, 1);

    assertThat(new PictureCut.Fitted(new Size(20, 20)).of(picture, folder))
        .isEqualTo(picture.crop(20, 0, 20, 20));
    assertThat(new PictureCut.Fitted(new Size(30, 5)).of(picture, folder))
        .isEqualTo(picture.crop(0, 5, 60, 10).resize(30, 5, Resampling.LANCZOS));
    assertThat(new PictureCut.Stretched(new Size(20, 20)).of(picture, folder))
        .isEqualTo(picture.resize(20, 20, Resampling.LANCZOS));
    assertThat(new PictureCut.Fitted(new Size(1, 512)).of(picture, folder).size())
        .isEqualTo(new Size(1, 512));
  }

  @Test
  void halvesAreThoseOfTraining() {
    Picture picture = Asking.picture(41, 20, 1);

    assertThat(new PictureCut.Half(false).of(picture, folder))
        .isEqualTo(picture.crop(0, 0, 20, 20));
    assertThat(new PictureCut.Half(true).of(picture, folder))
        .isEqualTo(picture.crop(20, 0, 21, 20));
    Picture thin = Asking.picture(1, 20, 1);
    assertThatThrownBy(() -> new PictureCut.Half(true).of(thin, Path.of("thin.png")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("thin.png is one pixel wide");
  }

  @Test
  void aPartIsWrittenOnceAndAgainWhenItsFileHasChanged() throws IOException {
    Path file = Asking.png(folder.resolve("x.png"), 40, 20, 1);
    View view = new View(file, new PictureCut.Half(true));
    Path out = folder.resolve("out");

    Path first = view.in(out);
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));
    assertThat(view.in(out)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.fromMillis(0));
    assertThat(new View(file, new PictureCut.Half(false)).in(out)).isNotEqualTo(first);

    Asking.png(file, 40, 20, 2);
    assertThat(view.in(out)).isNotEqualTo(first);
    assertThat(PictureReader.read(view.in(out)))
        .isEqualTo(Asking.picture(40, 20, 2).crop(20, 0, 20, 20));
  }

  @Test
  void aWholeFileStaysWhereItIs() {
    Path file = folder.resolve("x.png");
    assertThat(View.whole(file).in(folder.resolve("out"))).isEqualTo(file);
    assertThatThrownBy(() -> new View(file, new PictureCut.Half(true)).in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.png does not exist");
  }
}
