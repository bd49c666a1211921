package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.image.JpegWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Relation252kTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void makeCategories() {
    source = folder.resolve("Relation252K");
    out = folder.resolve("out");
    category("armor", 3, 41, 24, "give it armor, ", "take the armor off");
    category("clay", 2, 40, 20, "make it clay", "");
    category("lonely", 1, 40, 20, "never used", "");
    // Without labels it is no category.
    Samples.png(source.resolve("other").resolve("Group1").resolve("1.png"), 8, 8, 1);
  }

  private void category(
      String name, int pairs, int width, int height, String instruction, String reverse) {
    StringBuilder labels = new StringBuilder("[");
    for (int i = 1; i <= pairs; i++) {
      String file = i + ".png";
      Samples.png(
          source.resolve(name).resolve("Group1").resolve(file), width, height, name.hashCode() + i);
      labels.append(i > 1 ? "," : "");
      labels.append(
          String.format(
              Locale.ROOT,
              "{\"img_name\":\"%s\",\"left_image_description\":\"left %d\","
                  + "\"right_image_description\":\"right %d\",\"edit_instruction\":\"%s%d\"%s}",
              file,
              i,
              i,
              instruction,
              i,
              reverse.isEmpty() ? "" : ",\"reverse_edit_instruction\":\"" + reverse + "\""));
    }
    Samples.text(source.resolve(name).resolve("Group1").resolve("labels.json"), labels + "]");
  }

  private Prepared run(RelationOptions options) {
    return new Relation252k(source, out, options).run(Progress.NONE);
  }

  private static RelationOptions options(int threads, boolean reverse, OptionalInt most) {
    return new RelationOptions(
        7, most, 2, List.of(), Optional.empty(), OptionalInt.empty(), threads, reverse);
  }

  private JsonNode metadata() throws IOException {
    return JSON.readTree(out.resolve("analogy_metadata.json").toFile());
  }

  @Test
  void everyTwoPairsOfACategoryGiveOneAnalogyWithTheCaptionOfTheFirst() throws IOException {
    Prepared prepared = run(RelationOptions.all(2));

    assertThat(prepared.made()).isEqualTo(4);
    assertThat(prepared.failures()).isEmpty();
    assertThat(prepared.perGroup()).isEqualTo(Map.of("armor", 3L, "clay", 1L));
    String id = "analogy_armor_1.png_armor_3.png_0001";
    JsonNode entry = metadata().get(1);
    assertThat(entry.get("analogy_id").asText()).isEqualTo(id);
    assertThat(entry.get("edit_prompt").asText()).isEqualTo("give it armor, 1");
    assertThat(entry.get("category").asText()).isEqualTo("armor");
    assertThat(entry.get("direction").asText()).isEqualTo("forward");
    assertThat(entry.get("control_image_path").asText()).isEqualTo("control/" + id + ".jpg");
    assertThat(entry.at("/pair_A/image_id").asText()).isEqualTo("armor_1.png");
    assertThat(entry.at("/pair_C/edit_prompt").asText()).isEqualTo("give it armor, 3");
    assertThat(entry.at("/pair_C/right_image_description").asText()).isEqualTo("right 3");
    assertThat(out.resolve("target").resolve(id + ".txt")).hasContent("give it armor, 1");
    assertThat(out.resolve("analogy_dataset_summary.txt"))
        .content()
        .contains("Analogies: 4\n", "Categories: 2\n", "  armor: 3\n", "  clay: 1\n")
        .doesNotContain("category: ");
  }

  @Test
  void theRightHalfTakesTheOddColumnAndStripsTheSmallestSize() {
    run(RelationOptions.all(1));

    String id = "analogy_armor_1.png_armor_2.png_0000";
    Picture first = PictureReader.read(source.resolve("armor/Group1/1.png"));
    Picture second = PictureReader.read(source.resolve("armor/Group1/2.png"));
    Picture target = PictureReader.read(out.resolve("target").resolve(id + ".jpg"));
    Picture strip = PictureReader.read(out.resolve("control").resolve(id + ".jpg"));
    // 41 columns: 20 before, 21 after.
    assertThat(target.size()).isEqualTo(new Size(21, 24));
    assertThat(strip.size()).isEqualTo(new Size(60, 24));
    assertThat(target).isEqualTo(reread(second.crop(20, 0, 21, 24)));
    Picture expected =
        Samples.beside(
            Samples.beside(
                first.crop(0, 0, 20, 24),
                first.crop(20, 0, 21, 24).resize(20, 24, Resampling.LANCZOS)),
            second.crop(0, 0, 20, 24));
    assertThat(strip).isEqualTo(reread(expected));
  }

  private static Picture reread(Picture picture) {
    return PictureReader.read(JpegWriter.toBytes(picture, 95), "expected");
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    run(options(1, true, OptionalInt.of(3)));
    Map<String, ?> one = Samples.tree(out);
    out = folder.resolve("again");

    run(options(4, true, OptionalInt.of(3)));

    assertThat(Samples.tree(out)).isEqualTo(one);
  }

  @Test
  void aSampleDependsOnTheSeedOnly() {
    Prepared prepared = run(options(2, false, OptionalInt.of(2)));

    assertThat(prepared.out()).isEqualTo(2);
  }

  @Test
  void whatIsFinishedIsNotMadeAgain() throws IOException {
    run(RelationOptions.all(2));
    Map<String, ?> whole = Samples.tree(out);
    Path lost = out.resolve("control/analogy_armor_1.png_armor_3.png_0001.jpg");
    Files.delete(lost);
    Files.delete(out.resolve("analogy_metadata.json"));

    Prepared prepared = run(RelationOptions.all(2));

    assertThat(prepared.made()).isEqualTo(1);
    assertThat(prepared.skipped()).isEqualTo(3);
    assertThat(Samples.tree(out)).isEqualTo(whole);
  }

  @Test
  void anInterruptedRunGoesOn() {
    Progress impatient =
        new Progress() {
          private long done;

          @Override
          public void after(Step step) {
            done = step.done();
          }

          @Override
          public boolean cancelled() {
            return done >= 1;
          }
        };
    Relation252k preparation = new Relation252k(source, out, RelationOptions.all(1));

    assertThatThrownBy(() -> preparation.run(impatient)).isInstanceOf(CancellationException.class);
    Prepared prepared = preparation.run(Progress.NONE);

    assertThat(prepared.skipped()).isPositive();
    assertThat(prepared.out()).isEqualTo(4);
  }

  @Test
  void theReverseUndoesTheEditOfAllThree() throws IOException {
    Prepared prepared = run(options(2, true, OptionalInt.empty()));

    assertThat(prepared.out()).isEqualTo(8);
    String id = "analogy_armor_1.png_armor_2.png_0000_rev";
    Picture first = PictureReader.read(source.resolve("armor/Group1/1.png"));
    Picture second = PictureReader.read(source.resolve("armor/Group1/2.png"));
    assertThat(PictureReader.read(out.resolve("target").resolve(id + ".jpg")))
        .isEqualTo(reread(second.crop(0, 0, 20, 24)));
    Picture expected =
        Samples.beside(
            Samples.beside(
                first.crop(20, 0, 21, 24).resize(20, 24, Resampling.LANCZOS),
                first.crop(0, 0, 20, 24)),
            second.crop(20, 0, 21, 24).resize(20, 24, Resampling.LANCZOS));
    assertThat(PictureReader.read(out.resolve("control").resolve(id + ".jpg")))
        .isEqualTo(reread(expected));
    assertThat(out.resolve("target").resolve(id + ".txt")).hasContent("take the armor off");
    assertThat(out.resolve("target/analogy_clay_1.png_clay_2.png_0000_rev.txt")).isEmptyFile();
    assertThat(out.resolve("analogy_dataset_summary.txt"))
        .content()
        .contains("Forward: 4\n", "Reverse: 4\n", "  armor: 6\n");
  }

  @Test
  void filtersLeaveOut() {
    Path filter = Samples.text(folder.resolve("f.json"), "[{\"image_id\":\"armor_2.png\"}]");
    RelationOptions options =
        new RelationOptions(
            0,
            OptionalInt.empty(),
            2,
            List.of("armor"),
            Optional.of(filter),
            OptionalInt.of(2),
            1,
            false);

    Prepared prepared = run(options);

    assertThat(Samples.tree(out).keySet())
        .contains("target/analogy_armor_1.png_armor_3.png_0000.jpg");
    assertThat(prepared.out()).isEqualTo(1);
  }

  @Test
  void unreadablePicturesAreCountedAndListedOnce() {
    Path damaged = Samples.text(source.resolve("armor/Group1/1.png"), "no picture");

    Prepared prepared = run(RelationOptions.all(2));

    assertThat(prepared.failed()).isEqualTo(2);
    assertThat(prepared.out()).isEqualTo(2);
    assertThat(prepared.failures()).singleElement().asString().contains(damaged.toString());
    assertThat(out.resolve("analogy_dataset_summary.txt")).content().contains("Left out:\n");
  }

  @Test
  void labelsThatCannotBeReadLeaveTheOtherCategories() {
    Samples.text(source.resolve("clay/Group1/labels.json"), "[{\"img_name\":\"1.png\"},");

    Prepared prepared = run(RelationOptions.all(2));

    assertThat(prepared.perGroup()).isEqualTo(Map.of("armor", 3L));
    assertThat(prepared.failures()).singleElement().asString().contains("labels.json", "JSON");
  }

  @Test
  void labelsDoNotReachOutsideTheirFolder() {
    Samples.text(
        source.resolve("clay/Group1/labels.json"), "[{\"img_name\":\"../../armor/Group1/1.png\"}]");

    Prepared prepared = run(RelationOptions.all(1));

    assertThat(prepared.failures()).singleElement().asString().contains("img_name", "inside");
  }

  @Test
  void whatTheUserCanMendIsOneSentence() {
    RelationOptions unknown =
        new RelationOptions(
            0,
            OptionalInt.empty(),
            2,
            List.of("armour"),
            Optional.empty(),
            OptionalInt.empty(),
            1,
            false);

    assertThatThrownBy(() -> run(unknown))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'armour'", "armor", "clay");
    assertThatThrownBy(
            () ->
                new RelationOptions(
                    0,
                    OptionalInt.empty(),
                    1,
                    List.of(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    1,
                    false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("setting 'min-pairs-per-category' is 1");
  }
}
