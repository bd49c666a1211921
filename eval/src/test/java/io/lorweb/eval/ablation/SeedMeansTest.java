package io.lorweb.eval.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedMeansTest {

  private static final Question ASKED =
      new Question("q", "t", Path.of("a"), Path.of("a2"), Path.of("b"), Optional.empty(), "");

  private static Scored scored(String model, Map<String, Double> values) {
    return new Scored(model, ASKED, Path.of(model + ".png"), values);
  }

  @Test
  void aVariantIsTheMeanOfItsSeedsAndOtherModelsStay() {
    Evaluation trials =
        new Evaluation(
            "e",
            0,
            List.of(),
            List.of("N s0", "N s1", "copy"),
            List.of(new Metric("psnr", "PSNR", true, 1), new Metric("ssim", "SSIM", true, 2)),
            List.of(ASKED),
            List.of(ASKED),
            List.of(
                scored("N s0", Map.of("psnr", 10.0, "ssim", 0.5)),
                scored("N s1", Map.of("psnr", 14.0)),
                scored("copy", Map.of("psnr", 3.0))),
            List.of());

    Evaluation variants = SeedMeans.of(trials, Map.of("N s0", "N", "N s1", "N"));

    assertThat(variants.models()).containsExactly("N", "copy");
    assertThat(variants.scored())
        .containsExactly(
            new Scored("N", ASKED, Path.of("N s0.png"), Map.of("psnr", 12.0)),
            new Scored("copy", ASKED, Path.of("copy.png"), Map.of("psnr", 3.0)));
  }
}
