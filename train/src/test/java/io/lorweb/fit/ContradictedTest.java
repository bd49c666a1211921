package io.lorweb.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.sample.Conditioning;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded model's own edits say about the questions that a fit makes of them. */
class ContradictedTest {

  private static final List<AutoCloseable> OPEN = new ArrayList<>();

  private static KontextModel model;
  private static BasisAdapter adapter;
  private static MountedBasis mounted;
  private static Router router;
  private static QueryEncoder encoder;
  private static Composer composer;

  @BeforeAll
  static void load() {
    ModelFolder folder = ModelFolder.find(ModelFolder.EMBEDDED);
    PartPlacement placement = PartPlacement.CPU;
    model = later(KontextModel.load(folder, placement));
    adapter = later(BasisAdapter.open(folder.adapter().orElseThrow(), Optional.empty()));
    mounted = later(MountedBasis.on(model.transformer(), adapter));
    router = later(adapter.router());
    VisionModel vision =
        later(VisionModel.load(folder.imageEncoder(Optional.empty(), ""), placement));
    encoder =
        new QueryEncoder(
            vision.encoder(),
            vision.preprocessor(),
            adapter.config().query(),
            false,
            (picture, compute) -> compute.get());
    composer =
        new Composer(
            Layout.SEPARATE,
            CanvasSize.ofModel(OptionalInt.of(64)),
            Compatibility.NONE,
            model.pixelsPerToken());
  }

  private static <T extends AutoCloseable> T later(T part) {
    OPEN.add(0, part);
    return part;
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable part : OPEN) {
      part.close();
    }
  }

  private static Picture picture(String example, String name) {
    return PictureReader.read(Path.of("examples", "analogies", example, name + ".png"));
  }

  private static Mixture fit(Picture a, Picture a2, List<FitExample> questions) {
    Conditioning.Prompt prompt = model.prompts().encode("", 20);
    Mixture start = router.route(encoder.query(composer.compose(a, a2, a)));
    return new Fitting(model, mounted, on -> model.transformer().adapted(on), prompt, 2)
        .run(start, new FitExamples(questions, 1), Progress.NONE);
  }

  /**
   * A tint is the same tint on turned pictures, but another one where colour channels have changed
   * places: of the questions whose demonstration is the given one only the turned ones are asked.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sepia", "tintblue"})
  void aTintIsNotLearnedFromExchangedColours(String example) {
    Picture a = picture(example, "a");
    Picture a2 = picture(example, "a2");
    List<FitExample> questions = FitExamples.ofPair(composer, a, a2).questions();
    List<FitExample> turned = new ArrayList<>();
    List<FitExample> exchanged = new ArrayList<>();
    for (int i = 0; i < questions.size(); i += 2) {
      (i < 2 * 7 ? turned : exchanged).add(questions.get(i));
    }
    List<FitExample> all = new ArrayList<>(turned);
    all.addAll(exchanged);

    assertThat(exchanged).hasSize(5);
    assertThat(fit(a, a2, all)).isEqualTo(fit(a, a2, turned));
  }

  /** The mirror image shows another edit than the demonstration: nothing is learned from it. */
  @Test
  void aMirrorImageThatContradictsTheDemonstrationIsLeftOut() {
    Picture a = picture("sepia", "a");
    Picture a2 = picture("sepia", "a2");
    List<FitExample> agreeing = new ArrayList<>();
    List<FitExample> all = new ArrayList<>();
    for (int i = 2; i < 2 * 7; i += 2) {
      agreeing.add(FitExamples.ofPair(composer, a, a2).questions().get(i));
    }
    all.addAll(agreeing);
    all.add(new FitExample(composer.compose(a, a2, a.mirrored()), negative(a.mirrored())));

    assertThat(fit(a, a2, all)).isEqualTo(fit(a, a2, agreeing));
    agreeing.add(new FitExample(composer.compose(a, a2, a.mirrored()), a2.mirrored()));
    assertThat(fit(a, a2, agreeing)).isNotEqualTo(fit(a, a2, all));
  }

  private static Picture negative(Picture picture) {
    byte[] samples = picture.toBytes();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ~samples[i];
    }
    return Picture.of(picture.width(), picture.height(), samples);
  }
}
