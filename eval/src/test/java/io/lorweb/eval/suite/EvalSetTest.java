package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Suite.Data;
import io.lorweb.eval.suite.Suite.Data.Kind;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LoRWeB's evaluation set in small, its folders named as the original's. */
class EvalSetTest {

  private static final String SET = "db_not_in_trainset";

  @TempDir Path folder;
  private final List<String> refused = new ArrayList<>();
  private Path originals;
  private Path edited;

  @BeforeEach
  void photographs() {
    originals = folder.resolve("data/original/unsplash_animals");
    edited = folder.resolve("data/decoded_random_inference_set").resolve(SET).resolve("animals");
    for (int i = 0; i < 6; i++) {
      Asking.png(originals.resolve("wide_" + i + ".png"), 600 + 10 * i, 400, i);
    }
    Asking.png(originals.resolve("tall.png"), 300, 450, 9);
    for (String prompt : List.of("Add_a_mane", "Make_it_a_ghost")) {
      for (int k = 1; k <= 3; k++) {
        Asking.png(edited.resolve(prompt).resolve("wide_0_" + k + ".png"), 124, 83, 20 + k);
      }
    }
  }

  private Data data() {
    return Asking.data(Kind.EVALSET, folder);
  }

  private List<QuestionDraft> drafts(long seed, Data data) {
    return Questions.of(Asking.suite(seed, List.of("psnr"), data), refused::add).drafts();
  }

  @Test
  void everyEditedPictureIsAskedOfTwoOtherPhotographsOfItsKindAndShape() {
    List<QuestionDraft> drafts = drafts(1, data());

    assertThat(refused).isEmpty();
    assertThat(drafts).hasSize(2 * 3 * 2);
    assertThat(drafts)
        .extracting(QuestionDraft::task)
        .containsOnly("animals/Add_a_mane", "animals/Make_it_a_ghost");
    assertThat(drafts)
        .extracting(QuestionDraft::id)
        .contains(SET + "/animals/Add_a_mane/wide_0_3.png/2");
    for (QuestionDraft draft : drafts) {
      assertThat(draft.a().file()).isEqualTo(originals.resolve("wide_0.png"));
      assertThat(draft.a2().file().getFileName().toString()).matches("wide_0_[123].png");
      assertThat(draft.b().file().getFileName().toString()).matches("wide_[1-5].png");
      assertThat(draft.truth()).isEmpty();
      assertThat(draft.prompt()).isIn("Add a mane", "Make it a ghost");
    }
    Map<Path, List<Path>> asked = new TreeMap<>();
    drafts.forEach(
        draft ->
            asked
                .computeIfAbsent(draft.a2().file(), file -> new ArrayList<>())
                .add(draft.b().file()));
    assertThat(asked.values()).allSatisfy(b -> assertThat(b).hasSize(2).doesNotHaveDuplicates());
  }

  @Test
  void theSeedAloneDecidesWhatIsAsked() {
    assertThat(drafts(1, data())).isEqualTo(drafts(1, data()));
    assertThat(drafts(1, data())).isNotEqualTo(drafts(2, data()));
    Data less =
        new Data(
            Kind.EVALSET,
            folder.resolve("data"),
            Optional.of(SET),
            List.of("animals/Add_a_mane"),
            List.of(),
            4,
            Optional.of("in-domain"));
    assertThat(drafts(1, data())).hasSize(12).containsAll(drafts(1, less));
    assertThat(drafts(1, less)).hasSize(4);
  }

  @Test
  void allPicturesOfAQuestionGetTheSizeOfTheSmallerA() {
    for (QuestionDraft draft : drafts(1, data())) {
      Question question = draft.question(folder.resolve("out"));
      for (Path file : List.of(question.a(), question.a2(), question.b())) {
        assertThat(PictureReader.read(file).size()).isEqualTo(new Size(512, 341));
      }
      assertThat(PictureReader.read(question.b()))
          .isEqualTo(
              new PictureCut.Fitted(new Size(512, 341))
                  .of(PictureReader.read(draft.b().file()), draft.b().file()));
    }
  }

  @Test
  void aWholeRunHasNoTruthsAndCountsWhatIsBroken() throws IOException {
    Path ghost = edited.resolve("Make_it_a_ghost");
    Files.writeString(ghost.resolve("wide_0_2.png"), "no picture");
    Asking.png(ghost.resolve("lost_1.png"), 60, 40, 1);
    Asking.png(ghost.resolve("tall_1.png"), 30, 45, 1);
    Files.writeString(originals.resolve("wide_9.jpg"), "no picture");
    Asking.png(ghost.resolve("wide_9_1.png"), 60, 40, 1);

    Suite suite = Asking.suite(1, List.of("psnr", "likeness"), data());
    Path out = folder.resolve("out");

    Evaluation evaluation = Asking.run(suite, out);

    assertThat(evaluation.asked()).hasSize(12);
    assertThat(evaluation.compared()).hasSize(10);
    assertThat(evaluation.scored())
        .hasSize(20)
        .allSatisfy(one -> assertThat(one.values()).containsOnlyKeys("likeness"));
    assertThat(Tables.of(evaluation))
        .singleElement()
        .satisfies(
            table ->
                assertThat(table).extracting(c -> c.metric().id()).containsExactly("likeness"));
    assertThat(evaluation.problems())
        .extracting(Problem::sentence)
        .hasSize(6)
        .anySatisfy(what -> assertThat(what).contains("wide_9.jpg", "not a picture"))
        .anySatisfy(what -> assertThat(what).contains("lost_1.png belongs to no original"))
        .anySatisfy(what -> assertThat(what).contains("tall_1.png has 0 questions instead of 2"))
        .anySatisfy(what -> assertThat(what).contains("wide_9_1.png cannot be asked"))
        .anySatisfy(
            what ->
                assertThat(what)
                    .startsWith(SET + "/animals/Make_it_a_ghost/wide_0_2.png/1: ")
                    .contains("not a picture of a known format"));

    Map<Path, FileTime> made = times(out);
    Path lost = made.keySet().iterator().next();
    byte[] bytes = Files.readAllBytes(lost);
    Files.delete(lost);
    Evaluation again = Asking.run(suite, out);
    assertThat(again).isEqualTo(evaluation);
    assertThat(lost).hasBinaryContent(bytes);
    made.remove(lost);
    assertThat(times(out)).containsAllEntriesOf(made).hasSize(made.size() + 1);
  }

  private static Map<Path, FileTime> times(Path out) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(out.resolve("questions"))) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void otherFoldersAreToldWhatIsExpected() throws IOException {
    assertThatThrownBy(() -> drafts(1, Asking.data(Kind.EVALSET, folder.resolve("none"))))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "none", "original/unsplash_CATEGORY/PHOTO.jpg", "decoded_random_inference_set");
    Data other =
        new Data(
            Kind.EVALSET, folder, Optional.of("loras"), List.of(), List.of(), 0, Optional.empty());
    assertThatThrownBy(() -> drafts(1, other))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("no set 'loras'", SET);
    Files.createDirectories(edited.resolveSibling("persons"));
    Files.createDirectories(edited.resolve("Empty_one"));
    assertThat(drafts(1, data())).hasSize(12);
    assertThat(refused)
        .hasSize(2)
        .anySatisfy(what -> assertThat(what).contains("Empty_one holds no pictures"))
        .anySatisfy(what -> assertThat(what).contains("persons has no originals"));
  }
}
