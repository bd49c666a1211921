package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngText;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture that carries how it was made. */
class ResultTest {

  private static LoRWeB lorweb;
  private static Result result;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    result = lorweb.analogy(A, A2).apply(B, SETTINGS);
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  @Test
  void writesTheSameEverywhere() throws Exception {
    Path file = folder.resolve("b2.png");
    result.write(file);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    result.write(stream);
    assertThat(Files.readAllBytes(file)).isEqualTo(result.toPng()).isEqualTo(stream.toByteArray());
    assertThat(PictureReader.read(file)).isEqualTo(result.picture());
    assertThat(PngText.read(file)).containsKey("lorweb").doesNotContainKey("lorweb.b");
  }

  @Test
  void aloneRepeatsItsRun() {
    Path file = folder.resolve("b2.png");
    result.write(file, Detail.EMBED);
    RunRecord record = RunRecord.read(file, List.of(), Optional.empty());
    assertThat(record.pairs()).containsExactly(new Demonstration(A, A2));
    assertThat(record.b()).isEqualTo(B);
    assertThat(record.files()).contains(lorweb.files());
    assertThat(record.load().parts()).isEqualTo(SquareModel.options().parts());
    assertThat(lorweb.analogy(record.pairs()).apply(record.b(), record.settings()).picture())
        .isEqualTo(result.picture());
  }

  @Test
  void keepsToItselfWhatNobodyWantsToTell() {
    Path file = folder.resolve("b2.png");
    result.write(file, Detail.NONE);
    assertThat(PngText.read(file)).isEmpty();
  }

  @Test
  void knowsTheSavedAnalogyAndTheEdit() {
    Path saved = folder.resolve("edit.safetensors");
    lorweb.analogy(A, A2).route(B, SETTINGS).save(saved);
    Result again = lorweb.open(saved).apply(B, SETTINGS);
    assertThat(again.inputs().saved()).contains(saved);
    assertThat(again.inputs().pairs()).isEmpty();
    assertThat(RunRecord.of(again).edit()).isFalse();
    assertThat(RunRecord.of(lorweb.edit(B, SETTINGS)).edit()).isTrue();
  }
}
