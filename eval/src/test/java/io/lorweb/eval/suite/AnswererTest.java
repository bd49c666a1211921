package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.basis.Mixture;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers keep of how they came about; with the embedded model, told the instruction. */
class AnswererTest {

  private static final long SEED = 5;
  private static final LoadOptions LOAD = LoadOptions.defaults().machine(m -> m.threads(1));
  private static final Settings SETTINGS =
      Settings.defaults().sampling(s -> s.steps(1)).mixing(m -> m.fit(2));
  private static final EvaluatedModel MODEL =
      new EvaluatedModel("fitted", Way.ANALOGY, true, LOAD, SETTINGS);
  private static final List<Question> QUESTIONS =
      List.of(question("invert", "invert the colours"), question("sepia", "turn to sepia"));

  @TempDir Path out;
  private final List<String> phases = new ArrayList<>();

  private static Question question(String task, String prompt) {
    Path folder = Path.of("examples/analogies").resolve(task);
    return new Question(
        task + "/1",
        task,
        folder.resolve("a.png"),
        folder.resolve("a2.png"),
        folder.resolve("b.png"),
        Optional.empty(),
        prompt);
  }

  private Routes answer(List<Question> questions) {
    phases.clear();
    return new Answerer(out, SEED, true, 1)
        .answer(
            MODEL,
            questions,
            model -> LoRWeB.load(model.load()),
            problem -> {
              throw new AssertionError(problem.sentence());
            },
            step -> phases.add(step.phase()))
        .routes()
        .orElseThrow();
  }

  private static Result apply(LoRWeB lorweb, Question question, String prompt) {
    long noise = Seeds.NOISE.at(SEED, Questions.hash(question.id()));
    return lorweb
        .analogy(PictureReader.read(question.a()), PictureReader.read(question.a2()))
        .apply(
            PictureReader.read(question.b()),
            SETTINGS.wording(w -> w.prompt(prompt)).sampling(s -> s.seed(noise)),
            Progress.NONE);
  }

  private Path file() {
    return out.resolve("routing/fitted.safetensors");
  }

  private static List<float[]> coefficients(Routes routes) {
    return routes.routed().stream().map(Route::mixture).map(Mixture::coefficients).toList();
  }

  @Test
  void whatIsReportedIsWhatTheAnswersWereMadeWith() {
    Routes routes = answer(QUESTIONS);

    // Nothing was routed apart from the answers.
    assertThat(phases).containsOnly("fitted").hasSize(2);
    try (LoRWeB lorweb = LoRWeB.load(LOAD)) {
      for (Route route : routes.routed()) {
        Result result = apply(lorweb, route.question(), route.question().prompt());
        float[] own = result.mixture().orElseThrow().coefficients();
        assertThat(route.mixture().coefficients()).isEqualTo(own);
        assertThat(route.span()).isEqualTo(result.spans().edit());
        // The fit listens to the prompt, so that leaving it out would show here.
        Result untold = apply(lorweb, route.question(), "");
        assertThat(untold.mixture().orElseThrow().coefficients()).isNotEqualTo(own);
      }
    }
  }

  @Test
  void keptRoutesAreReadAndLostOnesRoutedOnceAsTheyWere() throws IOException {
    List<float[]> first = coefficients(answer(QUESTIONS));
    FileTime made = Files.getLastModifiedTime(file());

    List<float[]> second = coefficients(answer(QUESTIONS));
    assertThat(phases).containsOnly("fitted");
    assertThat(Files.getLastModifiedTime(file())).isEqualTo(made);
    Files.delete(file());
    List<float[]> third = coefficients(answer(QUESTIONS));

    assertThat(phases).filteredOn("fitted, routing"::equals).hasSize(2);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).isEqualTo(first.get(i));
      assertThat(third.get(i)).isEqualTo(first.get(i));
    }
    answer(QUESTIONS);
    assertThat(phases).containsOnly("fitted");
  }

  @Test
  void afterAnEndOnDemandNothingIsRoutedTwice() {
    Progress ending =
        new Progress() {
          @Override
          public void after(Step step) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Answerer answerer = new Answerer(out, SEED, true, 1);
    assertThatThrownBy(
            () -> answerer.answer(MODEL, QUESTIONS, m -> LoRWeB.load(LOAD), p -> {}, ending))
        .isInstanceOf(CancellationException.class);

    List<float[]> all = coefficients(answer(QUESTIONS));

    assertThat(phases).containsOnly("fitted");
    assertThat(all).hasSize(2);
    assertThat(all.get(0)).isNotEqualTo(all.get(1));
  }
}
