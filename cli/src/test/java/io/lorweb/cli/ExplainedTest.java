package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.explain.Instructions;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words for what is shown, on the command line. */
class ExplainedTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;
  private Path out;
  private Path list;

  @BeforeEach
  void files() throws IOException {
    out = folder.resolve("b2.png");
    list = Files.writeString(folder.resolve("list.txt"), "blue border\nmake it sepia\n");
  }

  private CommandRun apply(Object... more) {
    return CommandRun.of("apply", A, A2, B, "-o", out, more);
  }

  @Test
  void thePictureIsThatOfTheWordsAndTheyAreTold() {
    CommandRun run = apply("--explain", 1, "--instructions", list).succeeded();
    assertThat(run.err()).contains("b2.png was made by \"make it sepia\": 9");
    Path edited = folder.resolve("edited.png");
    CommandRun.of("edit", B, "-p", "make it sepia", "-o", edited).succeeded();
    assertThat(Examples.read(out)).isEqualTo(Examples.read(edited));
  }

  @Test
  void theReportTellsWhatWasNotEnough() throws IOException {
    Files.writeString(list, "blue border\n");
    CommandRun run = apply("--explain", 1, "--instructions", list, "--json").succeeded();
    assertThat(run.json().at("/explained/followed").asBoolean(true)).isFalse();
    assertThat(run.err()).contains("was made by mixing coefficients: of the instructions ");
    Path mixed = folder.resolve("mixed.png");
    CommandRun.of("apply", A, A2, B, "-o", mixed).succeeded();
    assertThat(Examples.read(out)).isEqualTo(Examples.read(mixed));
  }

  @Test
  void theRunIsRepeatedFromItsPicture() {
    apply("--explain", 1, "--instructions", list, "--embed").succeeded();
    Path again = folder.resolve("again.png");
    CommandRun.of("apply", "--from", out, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(out));
  }

  @Test
  void oneSearchServesASheetOfSteps() {
    CommandRun run =
        apply("--explain", "0,1", "--instructions", list, "--steps", "1,2", "--json").succeeded();
    assertThat(run.json().at("/cells")).hasSize(2);
    assertThat(run.json().at("/cells/0/0/explained").isMissingNode()).isTrue();
    assertThat(run.json().at("/cells/0/1/explained/instructions/0").asText())
        .isEqualTo("make it sepia");
  }

  @Test
  void theEmbeddedModelListsWhatItsBaseWasTaught() {
    Levels levels = new Levels();
    List<String> taught =
        new Catalogue()
            .tasks().stream().filter(levels::baseMay).map(task -> task.phrases().get(0)).toList();
    Path own = ModelFolder.find(ModelFolder.EMBEDDED).instructions().orElseThrow();
    assertThat(Instructions.read(own).all()).isEqualTo(taught);
  }

  @Test
  void whatHasNoEffectIsRefused() {
    apply("--instructions", list)
        .refused("--instructions is what --explain chooses from: give both");
    apply("--explain", 1, "--routing", folder.resolve("map.png"))
        .refused("what --explain finds in words has none");
    apply("--explain", 1, "--analogy-out", folder.resolve("one.analogy"))
        .refused("--explain looks for words instead of mixing coefficients");
    apply("--explain", 1, "-p", "make it blue").refused("--explain finds the prompt");
    CommandRun.of("tiny", "measure", "base", "--explain", 1)
        .refused("--explain goes with the stage adapter: base sees no a'");
    CommandRun.of("tiny", "measure", "adapter", "--instructions", list)
        .refused("--instructions is what --explain chooses from: give both");
    assertThat(out).doesNotExist();
  }
}
