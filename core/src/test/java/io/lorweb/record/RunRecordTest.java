package io.lorweb.record;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.OTHER_B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.SquareModel;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngText;
import io.lorweb.image.PngWriter;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture's file repeats the run that made it. */
class RunRecordTest {

  private static final List<Demonstration> PAIRS =
      List.of(new Demonstration(A, A2), new Demonstration(A2, A));
  private static final List<Picture> GIVEN = List.of(B, A, A2, A2, A);

  @TempDir Path folder;

  private static Result run(RunRecord record) {
    try (LoRWeB lorweb = LoRWeB.load(record.load())) {
      if (record.edit()) {
        return lorweb.edit(record.subject(), record.settings(), Progress.NONE);
      }
      Analogy analogy =
          record.saved().isPresent()
              ? lorweb.open(record.saved().get())
              : lorweb.analogy(record.pairs());
      return analogy.apply(record.subject(), record.settings(), Progress.NONE);
    }
  }

  private static RunRecord record(Settings settings, Optional<float[]> latents) {
    return new RunRecord(
        SquareModel.options(),
        Optional.empty(),
        settings,
        PAIRS,
        new Subject(B, Optional.empty(), latents),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of());
  }

  private static Optional<float[]> latents() {
    float[] values = new float[16 * 64];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Optional.of(values);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFileAloneRepeatsTheRun(boolean given) {
    Settings settings =
        SETTINGS
            .sampling(s -> s.seed(Long.MIN_VALUE).guidance(3.25))
            .mixing(m -> m.strength(0.7))
            .wording(w -> w.negativePrompt("dull \"<grey>\"").cfg(1.5));
    RunRecord record = record(settings, given ? latents() : Optional.empty());
    Path file = folder.resolve("b2.png");
    Result result = run(record);
    record.write(file, result, Detail.EMBED);

    RunRecord read = RunRecord.read(file, List.of(), Optional.empty());
    // Sums depend on the number of threads, so a repeat takes the run's, not the machine's.
    assertThat(read.load())
        .isEqualTo(record.load().machine(m -> m.threads(result.run().threads())));
    assertThat(read.pairs()).isEqualTo(PAIRS);
    assertThat(read.b()).isEqualTo(B);
    assertThat(read.subject().latents().isPresent()).isEqualTo(given);
    assertThat(read.settings()).isEqualTo(result.run().settings());
    assertThat(PictureReader.read(file)).isEqualTo(result.picture());
    assertThat(run(read).picture()).isEqualTo(result.picture());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hashesNeedTheSamePicturesAgain(boolean given) {
    RunRecord record = record(SETTINGS, given ? latents() : Optional.empty());
    Path file = folder.resolve("b2.png");
    Result result = run(record);
    record.write(file, result, Detail.HASHES);

    assertThat(PngText.read(file).keySet()).noneMatch(key -> key.startsWith("lorweb.a"));
    assertThat(run(RunRecord.read(file, GIVEN, Optional.empty())).picture())
        .isEqualTo(result.picture());
    assertThatThrownBy(() -> RunRecord.read(file, List.of(), Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": its pictures are not in it: give its 5 pictures, or make it with setting"
                + " 'embed'");
    assertThatThrownBy(() -> RunRecord.read(file, List.of(OTHER_B, A, A2, A2, A), Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "one of the given pictures is not the one that "
                + file
                + " was made from (order: b, a, a')");
    assertThatThrownBy(() -> RunRecord.read(file, List.of(B, A2, A, A2, A), Optional.empty()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void editsByInstructionRepeat() {
    RunRecord record =
        new RunRecord(
            SquareModel.base().baseOnly(),
            Optional.empty(),
            SETTINGS,
            List.of(),
            Subject.of(B),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of());
    Path file = folder.resolve("edited.png");
    Result result = run(record);
    record.write(file, result, Detail.EMBED);
    RunRecord read = RunRecord.read(file, List.of(), Optional.empty());
    assertThat(read.edit()).isTrue();
    assertThat(run(read).picture()).isEqualTo(result.picture());
  }

  @Test
  void savedAnalogiesRepeat() {
    Path saved = folder.resolve("edit.safetensors");
    try (LoRWeB lorweb = LoRWeB.load(SquareModel.options())) {
      lorweb.analogy(A, A2).route(B, SETTINGS.canvas(c -> c.layout(Layout.QUERY))).save(saved);
    }
    RunRecord record =
        new RunRecord(
            SquareModel.options(),
            Optional.empty(),
            SETTINGS,
            List.of(),
            Subject.of(OTHER_B),
            Optional.of(saved),
            Optional.empty(),
            false,
            List.of());
    Path file = folder.resolve("b2.png");
    Result result = run(record);
    record.write(file, result, Detail.EMBED);
    RunRecord read = RunRecord.read(file, List.of(), Optional.empty());
    assertThat(read.saved()).contains(saved);
    assertThat(run(read).picture()).isEqualTo(result.picture());
  }

  @Test
  void carriesNothingWhenNothingIsWanted() {
    RunRecord record = record(SETTINGS, Optional.empty());
    Path file = folder.resolve("bare.png");
    record.write(file, run(record), Detail.NONE);
    assertThat(PngText.read(file)).isEmpty();
    assertThatThrownBy(() -> RunRecord.read(file, List.of(), Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " carries no run settings (text 'lorweb')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "{}", "{\"inputs\":{\"embedded\":true}}"})
  void refusesDamagedRecords(String text) {
    Path file = folder.resolve("damaged.png");
    PngWriter.write(file, B, Map.of("lorweb", text, "lorweb.b", "%%%"));
    assertThatThrownBy(() -> RunRecord.read(file, List.of(), Optional.empty()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void refusesDamagedLatents() {
    RunRecord record = record(SETTINGS, latents());
    Path file = folder.resolve("b2.png");
    record.write(file, run(record), Detail.EMBED);
    Map<String, String> texts = new java.util.LinkedHashMap<>(PngText.read(file));
    texts.put("lorweb.latents", "not base64");
    PngWriter.write(file, B, texts);
    assertThatThrownBy(() -> RunRecord.read(file, List.of(), Optional.empty()))
        .isInstanceOf(InputException.class);
  }
}
