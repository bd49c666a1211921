package io.lorweb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.adapt.MountedBasis;
import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.gradient.CoefficientLeaves;
import io.lorweb.gradient.FlowInput;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a fit does what it says: its loss falls, and it learns from the right questions. */
class FittingTest {

  private static final Path FOLDER = FixtureTree.root().resolve("lorweb-checkpoint/square");

  private static final int[] COLOURS = {
    0x000000, 0xFFFFFF, 0x808080, 0xFF0000, 0x00FF00, 0x0000FF, 0x404040, 0xC0C0C0
  };

  @TempDir Path folder;

  private static KontextModel model;
  private static BasisAdapter adapter;
  private static MountedBasis mounted;
  private static Conditioning.Prompt prompt;
  private static Mixture start;
  private static Scope scope;

  @BeforeAll
  static void load() {
    model = model(FOLDER.resolve("model"));
    adapter =
        BasisAdapter.open(
            FOLDER.resolve("lorweb.safetensors"), Optional.of(FOLDER.resolve("config.yaml")));
    mounted = MountedBasis.on(model.transformer(), adapter);
    scope = new Scope();
    prompt = model.prompts().encode("make it red", 16);
    try (Router router = adapter.router()) {
      start = router.route(Tensors.floats(Noise.normal(1, router.queryWidth())));
    }
  }

  @AfterAll
  static void close() {
    scope.close();
    mounted.close();
    adapter.close();
    model.close();
  }

  private static KontextModel model(Path path) {
    return KontextModel.load(ModelFolder.of(path), PartPlacement.CPU);
  }

  private static Picture picture(String name) {
    return PictureReader.read(FOLDER.resolve(name + ".png"));
  }

  private static FitExamples practice() {
    Composer composer =
        new Composer(
            Layout.QUERY,
            new CanvasSize(
                Optional.of(new Size(32, 32)),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty()),
            Compatibility.NONE,
            model.pixelsPerToken());
    return FitExamples.ofPair(composer, picture("a"), picture("a2"));
  }

  private static Mixture fit(KontextModel base, FitExamples practice, int steps) {
    return new Fitting(base, mounted, on -> base.transformer().adapted(on), prompt, steps)
        .run(start, practice, Progress.NONE);
  }

  /** The transformer with coefficients [1, N r] at the i-th Linear. */
  private static FluxTransformer view(IntFunction<Tensor> coefficients) {
    Map<String, Tensor> byPath = new HashMap<>();
    for (int i = 0; i < start.paths().size(); i++) {
      byPath.put(start.paths().get(i), coefficients.apply(i));
    }
    return model.transformer().adapted(mounted.mixed(byPath::get));
  }

  private static Tensor repeated(Mixture mixture) {
    return mounted.repeated(
        Tensors.of(mixture.coefficients(), mixture.paths().size(), 1, mixture.size()));
  }

  private static double[] losses(Mixture mixture, EncodedExamples exercises, long seed) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope inner = new Scope()) {
      Tensor all = repeated(mixture);
      return exercises.losses(
          view(i -> all.select(0, i)), IntStream.range(0, exercises.count()).toArray(), seed);
    }
  }

  /** The questions of which a fit from {@link #start} may learn, by their definition. */
  private static int[] answeredWell(KontextModel base, FitExamples practice) {
    try (Scope inner = new Scope()) {
      double[] losses = losses(start, EncodedExamples.of(base, practice.questions(), prompt), 0);
      int alike = practice.alike();
      double least =
          IntStream.range(0, losses.length)
              .filter(i -> i % alike == 0)
              .mapToDouble(i -> losses[i])
              .min()
              .orElseThrow();
      return IntStream.range(0, losses.length)
          .filter(i -> losses[i - i % alike] <= 1.3 * least)
          .toArray();
    }
  }

  private static FitExamples only(FitExamples practice, int[] which) {
    return new FitExamples(
        Arrays.stream(which).mapToObj(practice.questions()::get).toList(), practice.alike());
  }

  @Test
  void theLossOverAllItsQuestionsFalls() {
    FitExamples all = practice();
    FitExamples learned = only(all, answeredWell(model, all));
    Mixture fitted = fit(model, all, 40);
    try (Scope inner = new Scope()) {
      EncodedExamples exercises = EncodedExamples.of(model, learned.questions(), prompt);
      // Noise that the fit has never seen.
      for (long seed = 100; seed < 103; seed++) {
        double before = Arrays.stream(losses(start, exercises, seed)).sum();
        double after = Arrays.stream(losses(fitted, exercises, seed)).sum();
        assertThat(after).as("noise %d", seed).isLessThan(before);
      }
    }
  }

  /** Adam's first step moves every coefficient by the rate, and later ones are shorter. */
  @Test
  void theRateFallsStepByStep() {
    assertThat(farthest(fit(model, practice(), 1))).isCloseTo(0.015, within(1e-5));
    // Rates of 0.015 and 0.0075; the moments may lengthen a step by a thousandth.
    assertThat(farthest(fit(model, practice(), 2))).isBetween(0.0151, 0.0226);
  }

  /** How far the coefficient moved that moved most. */
  private static double farthest(Mixture fitted) {
    double farthest = 0;
    for (int i = 0; i < fitted.coefficients().length; i++) {
      double gap = fitted.coefficients()[i] - start.coefficients()[i];
      farthest = Math.max(farthest, Math.abs(gap));
    }
    return farthest;
  }

  @Test
  void tellsEveryStepAndEndsBetweenTwoWhenAskedTo() {
    List<Progress.Step> heard = new ArrayList<>();
    Fitting fitting = new Fitting(model, mounted, model.transformer()::adapted, prompt, 3);
    fitting.run(start, practice(), heard::add);
    assertThat(heard)
        .containsExactly(
            new Progress.Step("fit", 1, 3),
            new Progress.Step("fit", 2, 3),
            new Progress.Step("fit", 3, 3));
    heard.clear();
    Progress impatient =
        new Progress() {
          @Override
          public void after(Step step) {
            heard.add(step);
          }

          @Override
          public boolean cancelled() {
            return heard.size() == 2;
          }
        };
    assertThatThrownBy(() -> fitting.run(start, practice(), impatient))
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled before step 3 of the fit");
  }

  @Test
  void questionsAreDrawnAtLevelsOfTheSampler() {
    try (Scope inner = new Scope()) {
      EncodedExamples exercises = EncodedExamples.of(model, practice().questions(), prompt);
      FlowInput input = exercises.drawn(new int[] {3, 0}, new Random(7));
      Random same = new Random(7);
      float[] sigmas = new float[2];
      for (int i = 0; i < 2; i++) {
        int tokens = exercises.rows() * exercises.columns();
        sigmas[i] = (float) model.scheduler().shifted(1 - same.nextDouble(), tokens);
        same.nextLong(); // the noise
      }
      assertThat(Tensors.floats(input.sigma())).containsExactly(sigmas);
      assertThat(Tensors.floats(input.guidance())).containsExactly(1, 1);
      // noisy = x0 + sigma velocity: what is left without the noise is the answer.
      for (int i = 0; i < 2; i++) {
        Tensor answer =
            input.noisy().select(0, i).sub(Tensors.times(input.velocity().select(0, i), sigmas[i]));
        float[] expected = Tensors.floats(exercises.targets().get(i == 0 ? 3 : 0));
        assertThat(Tensors.floats(answer)).containsExactly(expected, within(1e-5f));
      }
    }
  }

  /**
   * With latents this wide the start's loss depends on the answer most of all, so that some of
   * these colours are answered much worse than others.
   */
  @Test
  void learnsOnlyFromQuestionsThatTheStartAnswersWell() throws IOException {
    try (KontextModel wide = wideLatents()) {
      List<FitExample> questions = new ArrayList<>();
      for (FitExample question : practice().questions().subList(0, COLOURS.length)) {
        Picture answer = Picture.filled(32, 32, COLOURS[questions.size()]);
        questions.add(new FitExample(question.scene(), answer));
      }
      FitExamples all = new FitExamples(questions, 1);
      int[] kept = answeredWell(wide, all);
      assertThat(kept).hasSizeBetween(1, COLOURS.length - 1);
      int[] others =
          IntStream.range(0, COLOURS.length)
              .filter(i -> Arrays.stream(kept).noneMatch(k -> k == i))
              .toArray();

      Mixture fitted = fit(wide, all, 4);
      assertThat(fitted).isEqualTo(fit(wide, only(all, kept), 4));
      assertThat(fitted).isNotEqualTo(fit(wide, only(all, others), 4));
    }
  }

  private KontextModel wideLatents() throws IOException {
    Path copy = folder.resolve("model");
    try (Stream<Path> files = Files.walk(FOLDER.resolve("model"))) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(FOLDER.resolve("model").relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path config = copy.resolve("vae/config.json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(config.toFile());
    json.put("scaling_factor", 40 * json.get("scaling_factor").asDouble());
    Files.delete(config);
    Files.writeString(config, json.toString());
    return model(copy);
  }

  @ParameterizedTest
  @EnumSource(Backpropagation.class)
  void gradientsOfCoefficientsAreThoseOfFiniteDifferences(Backpropagation way) {
    try (Scope inner = new Scope()) {
      EncodedExamples exercises = EncodedExamples.of(model, practice().questions(), prompt);
      FlowInput input = exercises.drawn(new int[] {0, 3}, new Random(7));
      CoefficientLeaves leaves = new CoefficientLeaves(withoutGraph());
      double loss = way.run(view(leaves::of), input, v -> EncodedExamples.loss(v, input).mean());
      assertThat(loss).isCloseTo(loss(start, input), within(1e-6));
      float[] gradients = Tensors.floats(mounted.summed(leaves.gradients()));

      // Along the gradient and along directions that have nothing to do with it.
      double along = derivative(gradients, input);
      double squares = dot(gradients, gradients);
      assertThat(along).isPositive().isCloseTo(squares, within(0.02 * squares));
      for (int i = 0; i < 4; i++) {
        float[] direction = Tensors.floats(Noise.normal(20 + i, gradients.length));
        double expected = dot(gradients, direction);
        double scale = Math.sqrt(squares * dot(direction, direction) / gradients.length);
        assertThat(derivative(direction, input))
            .as("direction %d", i)
            .isCloseTo(expected, within(0.02 * scale));
      }
    }
  }

  private static Tensor withoutGraph() {
    try (NoGradGuard guard = new NoGradGuard()) {
      return repeated(start);
    }
  }

  /** Of the loss at the start along {@code direction}, by central differences. */
  private static double derivative(float[] direction, FlowInput input) {
    // A step of 0.05 in the longest coordinate: float32 sums carry no smaller difference.
    double longest = 0;
    for (float value : direction) {
      longest = Math.max(longest, Math.abs(value));
    }
    double step = 0.05 / longest;
    return (loss(moved(direction, step), input) - loss(moved(direction, -step), input))
        / (2 * step);
  }

  private static Mixture moved(float[] direction, double by) {
    float[] coefficients = start.coefficients().clone();
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] += (float) (by * direction[i]);
    }
    return new Mixture(start.paths(), start.size(), coefficients);
  }

  private static double loss(Mixture mixture, FlowInput input) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope inner = new Scope()) {
      Tensor all = repeated(mixture);
      FluxTransformer view = view(i -> all.select(0, i));
      float[] each = Tensors.floats(EncodedExamples.loss(input.predicted(view), input));
      double sum = 0;
      for (float one : each) {
        sum += one;
      }
      return sum / each.length;
    }
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
