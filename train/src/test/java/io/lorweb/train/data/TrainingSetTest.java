package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.TrainingBox;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.DataSource.Extent;
import io.lorweb.train.recipe.DataSource.Source;
import io.lorweb.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingSetTest {

  @TempDir Path folder;

  /** a, a2, b and b2 of one size, and the manifest that names them. */
  private Path quad(int width, int height) {
    String[] names = {"a", "a2", "b", "b2"};
    for (int i = 0; i < 4; i++) {
      Samples.png(folder.resolve(names[i] + ".png"), width, height, i + 1);
    }
    return Samples.text(
        folder.resolve("manifest.jsonl"),
        "{\"a\":\"a.png\",\"a2\":\"a2.png\",\"b\":\"b.png\",\"b2\":\"b2.png\","
            + "\"prompt\":\"do it\",\"reverse_prompt\":\"undo it\"}\n");
  }

  private Picture read(String name) {
    return PictureReader.read(folder.resolve(name + ".png"));
  }

  private static TrainingSet open(DataSource data, Layout layout) {
    return TrainingSet.open(List.of(data), layout, 8);
  }

  private static DataSource with(Path path, Extent extent, boolean reference, int resolution) {
    return new DataSource(
        new Source.Manifest(path, Optional.empty()),
        List.of(resolution),
        extent,
        reference,
        0,
        "",
        0.5,
        true,
        1,
        Optional.empty());
  }

  @Test
  void theGridHasEveryCellCroppedOnItsOwn() {
    TrainingSet set = open(Samples.dataset(quad(100, 60), 48), Layout.GRID);

    Size bucket = set.bucket(0).target();
    Example example = set.example(set.plain(0));
    int width = bucket.width() / 2;
    int height = bucket.height() / 2;
    assertThat(width % 8 + height % 8).isZero();
    assertThat(example.target().size()).isEqualTo(bucket);
    assertThat(example.context()).singleElement().extracting(Picture::size).isEqualTo(bucket);
    Picture target = example.target();
    assertThat(target.crop(0, 0, width, height))
        .isEqualTo(Composite.cell(read("a"), width, height));
    assertThat(target.crop(width, 0, width, height))
        .isEqualTo(Composite.cell(read("a2"), width, height));
    assertThat(target.crop(0, height, width, height))
        .isEqualTo(Composite.cell(read("b"), width, height));
    assertThat(target.crop(width, height, width, height))
        .isEqualTo(Composite.cell(read("b2"), width, height));
    assertThat(example.context().get(0).crop(width, height, width, height))
        .isEqualTo(Composite.cell(read("b"), width, height));
    assertThat(example.known().a2()).isEqualTo(Composite.shaped(read("a2"), width, height));
    assertThat(example.caption()).isEqualTo("do it");
  }

  @Test
  void ofSquarePicturesTheQuerySeesWhatItSeesAtInference() {
    TrainingSet set = open(Samples.dataset(quad(50, 50), 24), Layout.GRID);

    Example example = set.example(set.plain(0));

    Picture composite = Composite.reference(read("a"), read("a2"), read("b"), OptionalInt.empty());
    assertThat(example.composite()).isEqualTo(composite);
    assertThat(example.known()).isEqualTo(Composite.quarters(composite));
    assertThat(example.known().b()).isEqualTo(read("b"));
  }

  @Test
  void theReferencesGridIsCroppedAsAWhole() {
    TrainingSet set = open(with(quad(100, 60), Extent.COMPOSITE, true, 64), Layout.GRID);

    Example example = set.example(set.plain(0));

    Picture strip = Samples.beside(Samples.beside(read("a"), read("a2")), read("b"));
    TrainingBox box = TrainingBox.of(strip, read("b2"), 64);
    assertThat(example.target()).isEqualTo(box.target());
    assertThat(example.context()).containsExactly(box.context());
    assertThat(example.composite()).isEqualTo(box.context());
    assertThat(set.bucket(0).target()).isEqualTo(box.target().size());
    int half = box.target().height() / 2;
    assertThat(example.known().a()).isEqualTo(box.context().crop(0, 0, half, half));
    assertThat(example.known().a2().width()).isEqualTo(box.target().width() - half);
  }

  @Test
  void theReferencesWayWithStripsIsTheTrainingBoxItself() {
    Picture strip = Samples.picture(150, 41, 5);
    Picture answer = Samples.picture(52, 44, 6);
    Samples.png(folder.resolve("control/x.png"), strip);
    Samples.png(folder.resolve("target/x.png"), answer);
    Source source =
        new Source.Strips(folder.resolve("target"), folder.resolve("control"), "txt", false);
    DataSource data =
        new DataSource(
            source, List.of(64), Extent.COMPOSITE, true, 0, "edit", 0, false, 1, Optional.empty());

    TrainingSet set = open(data, Layout.GRID);
    Example example = set.example(set.plain(0));

    TrainingBox box = TrainingBox.of(strip, answer, 64);
    assertThat(example.target()).isEqualTo(box.target());
    assertThat(example.context()).containsExactly(box.context());
    assertThat(example.caption()).isEqualTo("edit");
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"SEPARATE", "QUERY"})
  void theOtherLayoutsMakeB2Alone(Layout layout) {
    TrainingSet set = open(with(quad(100, 60), Extent.COMPOSITE, false, 96), layout);

    Example example = set.example(set.plain(0));

    Size bucket = set.bucket(0).target();
    // Half of the composite's resolution, as a cell of the grid has.
    assertThat(bucket).isEqualTo(open(Samples.dataset(folder, 48), layout).bucket(0).target());
    assertThat(example.target())
        .isEqualTo(
            Composite.shaped(read("b2"), bucket.width(), bucket.height())
                .resize(bucket.width(), bucket.height(), Resampling.LANCZOS));
    assertThat(example.context()).hasSize(layout == Layout.QUERY ? 1 : 3);
    assertThat(example.context()).allMatch(picture -> picture.size().equals(bucket));
    assertThat(example.known()).isEqualTo(new Composite.Known(read("a"), read("a2"), read("b")));
  }

  @Test
  void smallPicturesAreNotEnlarged() {
    TrainingSet set = open(Samples.dataset(quad(40, 40), 512), Layout.QUERY);

    assertThat(set.bucket(0).target()).isEqualTo(new Size(40, 40));
  }

  @Test
  void undoingTheEditExchangesBothPairsAndTheCaption() {
    TrainingSet set = open(Samples.dataset(quad(32, 32), 32), Layout.GRID);

    Example example = set.example(new Draw(0, -1, true, false, true));

    assertThat(example.target().crop(0, 0, 32, 32)).isEqualTo(read("a2"));
    assertThat(example.target().crop(32, 0, 32, 32)).isEqualTo(read("a"));
    assertThat(example.target().crop(0, 32, 32, 32)).isEqualTo(read("b2"));
    assertThat(example.target().crop(32, 32, 32, 32)).isEqualTo(read("b"));
    assertThat(example.context().get(0).crop(32, 32, 32, 32)).isEqualTo(read("b2"));
    assertThat(example.known()).isEqualTo(new Composite.Known(read("a2"), read("a"), read("b2")));
    assertThat(example.caption()).isEqualTo("undo it");
  }

  @Test
  void mirroringTurnsAllPicturesInTheirCells() {
    TrainingSet set = open(Samples.dataset(quad(32, 32), 32), Layout.GRID);

    Example example = set.example(new Draw(0, -1, false, true, false));

    assertThat(example.target().crop(0, 0, 32, 32)).isEqualTo(read("a").mirrored());
    assertThat(example.target().crop(32, 32, 32, 32)).isEqualTo(read("b2").mirrored());
    assertThat(example.known().b()).isEqualTo(read("b").mirrored());
    assertThat(example.caption()).isEmpty();
  }

  @Test
  void picturesOfACameraHeldUprightAreTurnedBeforeTheBucketIsChosen() {
    for (String name : List.of("a", "a2", "b", "b2")) {
      Samples.turned(folder.resolve(name + ".jpg"), Samples.picture(64, 32, 3), 6);
    }
    Samples.text(
        folder.resolve("manifest.jsonl"),
        "{\"a\":\"a.jpg\",\"a2\":\"a2.jpg\",\"b\":\"b.jpg\",\"b2\":\"b2.jpg\"}");

    TrainingSet set = open(Samples.dataset(folder, 45), Layout.QUERY);

    assertThat(set.bucket(0).target().height()).isGreaterThan(set.bucket(0).target().width());
    assertThat(set.example(set.plain(0)).known().a().size()).isEqualTo(new Size(32, 64));
  }

  @Test
  void whatIsNeverToldIsNotThere() {
    Samples.pairs(folder, 2);
    DataSource data =
        new DataSource(
            new Source.Manifest(folder, Optional.empty()),
            List.of(32),
            Extent.CELL,
            false,
            1,
            "an edit",
            0,
            false,
            1,
            Optional.empty());

    TrainingSet set = open(data, Layout.QUERY);

    assertThat(set.captions()).containsExactly("");
    assertThat(set.example(set.plain(0)).caption()).isEmpty();
    assertThat(set.caption(set.draw(0, new Random(1)))).isEmpty();
  }

  @Test
  void resolutionsAndRepeatsGiveCopies() {
    Samples.pairs(folder, 2);
    DataSource data =
        new DataSource(
            new Source.Manifest(folder, Optional.empty()),
            List.of(16, 32),
            Extent.CELL,
            false,
            0.1,
            "",
            0,
            false,
            3,
            Optional.empty());

    TrainingSet set = open(data, Layout.GRID);

    assertThat(set.size()).isEqualTo(4 * 2 * 3);
    assertThat(
            IntStream.range(0, set.size())
                .mapToObj(i -> set.bucket(i).target())
                .filter(new Size(32, 32)::equals))
        .hasSize(12);
    // The demonstration of a copy is of the same copy, and so of the same size.
    for (int i = 0; i < set.size(); i++) {
      Draw draw = set.draw(i, new Random(i));
      assertThat(set.bucket(draw.demonstration())).isEqualTo(set.bucket(i));
    }
    assertThat(set.captions()).containsExactlyInAnyOrder("make it negative", "make it sepia", "");
  }

  @Test
  void chancesFollowTheRecipe() {
    TrainingSet set = open(with(quad(32, 32), Extent.CELL, false, 32), Layout.QUERY);
    int reversed = 0;
    int flipped = 0;
    for (int i = 0; i < 2000; i++) {
      Draw draw = set.draw(0, Seeds.DRAW.random(1, i, 0));
      assertThat(draw).isEqualTo(set.draw(0, Seeds.DRAW.random(1, i, 0)));
      assertThat(draw.captioned()).isTrue();
      reversed += draw.reversed() ? 1 : 0;
      flipped += draw.flipped() ? 1 : 0;
    }
    assertThat(reversed).isBetween(900, 1100);
    assertThat(flipped).isBetween(900, 1100);
  }

  @Test
  void whatIsMissingOrDamagedIsNamedWithTheCommandThatFindsItAll() throws IOException {
    Path manifest = quad(32, 32);
    Files.delete(folder.resolve("a2.png"));
    assertThatThrownBy(() -> open(Samples.dataset(manifest, 32), Layout.GRID))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("a2.png", "does not exist", "lorweb data check");

    Samples.text(folder.resolve("a2.png"), "no picture");
    TrainingSet set = open(Samples.dataset(manifest, 32), Layout.GRID);
    assertThatThrownBy(() -> set.example(set.plain(0)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("a2.png", "lorweb data check");

    Samples.text(folder.resolve("b2.png"), "no picture");
    assertThatThrownBy(() -> open(Samples.dataset(manifest, 32), Layout.GRID))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("b2.png", "lorweb data check");
  }

  private TrainingSet ownPairs(String... lines) {
    Path manifest = Samples.text(folder.resolve("own.jsonl"), String.join("\n", lines));
    return open(with(manifest, Extent.CELL, false, 32), Layout.QUERY);
  }

  private static String pair(String before, String after, String split) {
    return String.format(
        Locale.ROOT, "{\"before\":\"%s\",\"after\":\"%s\"%s}", before, after, split);
  }

  @Test
  void dataWithASplitAreTrainedOnItsTrainingSide() {
    for (int i = 0; i < 4; i++) {
      Samples.png(folder.resolve(i + ".png"), 32, 32, i);
    }
    String train = ",\"split\":\"train\"";
    String test = ",\"split\":\"test\"";

    TrainingSet set =
        ownPairs(
            pair("0.png", "1.png", train),
            pair("1.png", "2.png", test),
            pair("2.png", "3.png", train));

    assertThat(set.size()).isEqualTo(2);
    assertThat(set.notes())
        .anyMatch(note -> note.contains("2 entries of the split 'train'; 1 others are left out"));
    assertThat(ownPairs(pair("0.png", "1.png", test), pair("1.png", "2.png", test)).size())
        .as("a file of tests alone was asked for as it is")
        .isEqualTo(2);
  }

  @Test
  void pairsOfTwoShapesAndWithoutAnEditAreNamed() {
    Samples.png(folder.resolve("0.png"), 32, 32, 1);
    Samples.png(folder.resolve("1.png"), 64, 32, 2);
    Samples.png(folder.resolve("2.png"), 64, 64, 3);

    assertThat(
            ownPairs(
                    pair("0.png", "1.png", ""),
                    pair("0.png", "2.png", ""),
                    pair("2.png", "2.png", ""))
                .notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "line 1 has 32 x 32 before but 64 x 32 after the edit, line 3 shows no edit:"));
  }

  @Test
  void theFingerprintFollowsCaptionsAndOrder() {
    for (int i = 0; i < 3; i++) {
      Samples.png(folder.resolve(i + ".png"), 32, 32, i);
    }
    String one = pair("0.png", "1.png", "");
    String two = pair("1.png", "2.png", "");
    String before = ownPairs(one, two).identity().fingerprint();

    assertThat(ownPairs(one, two).identity().fingerprint()).isEqualTo(before);
    assertThat(ownPairs(two, one).identity().fingerprint()).isNotEqualTo(before);
    assertThat(ownPairs(one, pair("1.png", "2.png", ",\"prompt\":\"x\"")).identity().fingerprint())
        .isNotEqualTo(before);
  }

  @Test
  void theIdentityKnowsWhichPicturesAreConverted() {
    Samples.png(folder.resolve("0.png"), 32, 32, 0);
    Samples.png(folder.resolve("1.png"), 32, 32, 1);
    Samples.linear(folder.resolve("2.png"), 32, 32, 2);
    String one = pair("0.png", "1.png", "");
    DataIdentity plain = ownPairs(one, pair("1.png", "0.png", "")).identity();
    DataIdentity tagged = ownPairs(one, pair("1.png", "2.png", "")).identity();

    assertThat(plain.converted()).isEmpty();
    assertThat(plain.stored()).isEqualTo(plain.fingerprint());
    assertThat(tagged.converted()).containsExactly(folder.resolve("2.png"));
    assertThat(tagged.stored()).isNotEqualTo(tagged.fingerprint());
  }

  @Test
  void aTaskNeedsTwoPairs() {
    Samples.png(folder.resolve("clay/before/1.png"), 16, 16, 1);
    Samples.png(folder.resolve("clay/after/1.png"), 16, 16, 2);

    assertThatThrownBy(() -> open(Samples.dataset(folder, 16), Layout.QUERY))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'clay'", "one pair only");
  }

  @Test
  void picturesTooSmallAreNamed() {
    assertThatThrownBy(() -> open(Samples.dataset(quad(5, 5), 512), Layout.GRID))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("b2.png", "too small");
    assertThatThrownBy(() -> TrainingSet.open(List.of(), Layout.GRID, 8))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dataset");
  }
}
