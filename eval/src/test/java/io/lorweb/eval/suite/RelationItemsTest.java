package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.Suite.Data;
import io.lorweb.eval.suite.Suite.Data.Kind;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relation252K in small, as it is downloaded. */
class RelationItemsTest {

  @TempDir Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void categories() throws IOException {
    source = folder.resolve("Relation252K");
    out = folder.resolve("out");
    category("armor", 4, "");
    category("clay", 3, "images");
  }

  private void category(String name, int pairs, String inside) throws IOException {
    Path group = Files.createDirectories(source.resolve(name).resolve("Group1").resolve(inside));
    StringBuilder labels = new StringBuilder();
    for (int i = 1; i <= pairs; i++) {
      Asking.png(group.resolve(i + ".png"), 41, 20, name.length() + i);
      labels.append(
          String.format(
              Locale.ROOT,
              "%s{\"img_name\":\"%d.png\",\"left_image_description\":\"x\","
                  + "\"right_image_description\":\"y\",\"edit_instruction\":\"%s %d\"}",
              i > 1 ? "," : "",
              i,
              name,
              i));
    }
    Files.writeString(source.resolve(name).resolve("Group1/labels.json"), "[" + labels + "]");
  }

  private Data data(List<String> tasks, List<String> without, String group) {
    return new Data(
        Kind.RELATION252K, source, Optional.empty(), tasks, without, 0, Optional.of(group));
  }

  private Suite suite() {
    return Asking.suite(
        1,
        List.of("psnr", "likeness"),
        data(List.of("clay"), List.of(), "unseen"),
        data(List.of(), List.of("clay"), "seen"));
  }

  @Test
  void halvesOfPicturesAreQuestionsWithTheirTruth() {
    Evaluation evaluation = Asking.run(suite(), out);

    assertThat(evaluation.problems()).isEmpty();
    assertThat(evaluation.asked()).hasSize(7).isEqualTo(evaluation.compared());
    assertThat(evaluation.groups())
        .extracting(Group::toString)
        .containsExactly(
            new Group("unseen", java.util.Set.of("clay")).toString(),
            new Group("seen", java.util.Set.of("armor")).toString());
    assertThat(Tables.of(evaluation))
        .extracting(table -> table.get(0).group() + " " + table.get(0).questions())
        .containsExactly("unseen 3", "seen 4");
    for (Scored one : evaluation.scored()) {
      Question question = one.question();
      assertThat(question.prompt()).matches("(armor|clay) [1-4]");
      int number = Integer.parseInt(question.prompt().replaceAll(".* ", ""));
      assertThat(question.id()).isEqualTo(question.task() + "_" + number + ".png");
      var whole = Asking.picture(41, 20, question.task().length() + number);
      var truth = PictureReader.read(question.truth().orElseThrow());
      assertThat(PictureReader.read(question.b())).isEqualTo(whole.crop(0, 0, 20, 20));
      assertThat(truth).isEqualTo(whole.crop(20, 0, 21, 20));
      assertThat(question.a()).isNotEqualTo(question.b());
      assertThat(PictureReader.read(question.a2()).width()).isEqualTo(21);
      Answer answer =
          new Answer(
              question,
              PictureReader.read(question.a()),
              PictureReader.read(question.a2()),
              PictureReader.read(question.b()),
              Optional.of(truth),
              PictureReader.read(question.b()));
      assertThat(one.values().get("psnr"))
          .isCloseTo(Psnr.of(answer.output(), answer.truth().orElseThrow()), within(1e-9));
    }
  }

  @Test
  void whatIsBrokenIsCountedAndTheRestGoesOn() throws IOException {
    Files.delete(source.resolve("armor/Group1/1.png"));
    Path labels = source.resolve("clay/Group1/labels.json");
    Files.writeString(labels, Files.readString(labels).replace("]", ",{\"img_name\":\"../x\"}]"));

    Evaluation evaluation = Asking.run(suite(), out);

    assertThat(evaluation.asked()).hasSize(7);
    assertThat(evaluation.compared()).hasSizeBetween(3, 6);
    assertThat(evaluation.compared()).filteredOn(q -> q.task().equals("clay")).hasSize(3);
    assertThat(evaluation.problems())
        .extracting(Problem::sentence)
        .anySatisfy(what -> assertThat(what).contains("armor_1.png: ", "1.png does not exist"))
        .anySatisfy(what -> assertThat(what).contains("entry 4", "inside"));
    assertThat(evaluation.scored()).hasSize(2 * evaluation.compared().size());
  }

  @Test
  void otherFoldersAndSplitsAreRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Suite suite = Asking.suite(1, List.of("psnr"), Asking.data(Kind.RELATION252K, other));
    assertThatThrownBy(() -> Questions.of(suite, what -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("other", "Group1/labels.json");
    assertThatThrownBy(
            () ->
                new Data(
                    Kind.RELATION252K,
                    source,
                    Optional.of("seen"),
                    List.of(),
                    List.of(),
                    0,
                    Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'seen'", "'tasks' or 'without'");
  }
}
