package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
import io.lorweb.eval.metric.Embeddings;
import io.lorweb.eval.metric.ForegroundL1;
import io.lorweb.eval.metric.Lpips;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.metric.Ssim;
import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.vision.Dino;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that a suite asks for, with the models they need. */
public final class Measures implements AutoCloseable {

  /** All that there are. */
  public static final List<String> KNOWN =
      List.of(
          "psnr",
          "gain",
          "ssim",
          "foreground-l1",
          "lpips",
          "lpips-truth",
          "clip-direction",
          "clip-similarity",
          "dino-similarity");

  private final List<Measure> measures = new ArrayList<>();

  /** Loaded for the first metric that needs it; null before. */
  private Lpips lpips;

  private Embeddings clip;
  private Embeddings dino;

  private Measures() {}

  /**
   * Loads what the suite's metrics need.
   *
   * @param own further metrics by name, made when they are wanted
   * @throws InputException when a metric is unknown or lacks its model
   */
  public static Measures open(Suite suite, Map<String, Supplier<Measure>> own) {
    Measures opened = new Measures();
    try {
      suite.metrics().forEach(id -> opened.measures.add(opened.measure(id, suite, own)));
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** In the suite's order. */
  public List<Measure> all() {
    return List.copyOf(measures);
  }

  private Measure measure(String id, Suite suite, Map<String, Supplier<Measure>> own) {
    if (own.containsKey(id)) {
      return own.get(id).get();
    }
    return switch (id) {
      case "psnr" -> measure(id, "PSNR, dB", true, 1, truth(Psnr::of));
      case "gain" -> measure(id, "PSNR over copying b, dB", true, 1, answer -> gain(answer));
      case "ssim" -> measure(id, "SSIM", true, 3, truth(Ssim::of));
      case "foreground-l1" ->
          measure(
              id,
              "foreground L1",
              false,
              3,
              answer ->
                  answer
                      .truth()
                      .map(truth -> ForegroundL1.of(answer.output(), truth))
                      .orElse(OptionalDouble.empty()));
      case "lpips" -> {
        Lpips lpips = lpips(suite);
        yield always(id, "LPIPS to b", false, a -> lpips.of(a.b(), a.output()));
      }
      case "lpips-truth" -> {
        Lpips lpips = lpips(suite);
        yield measure(id, "LPIPS to the true b'", false, 3, truth(lpips::of));
      }
      case "clip-direction" -> {
        Embeddings clip = clip(suite);
        yield always(
            id, "CLIP direction", true, a -> clip.direction(a.a(), a.a2(), a.b(), a.output()));
      }
      case "clip-similarity" -> {
        Embeddings clip = clip(suite);
        yield always(id, "CLIP similarity to b", true, a -> clip.similarity(a.b(), a.output()));
      }
      case "dino-similarity" -> {
        Embeddings dino = dino(suite);
        yield always(id, "DINO similarity to b", true, a -> dino.similarity(a.b(), a.output()));
      }
      default ->
          throw InputException.of(
              "the metric '%s' is unknown: use %s",
              id,
              Stream.concat(KNOWN.stream(), own.keySet().stream().sorted())
                  .collect(Collectors.joining(", ")));
    };
  }

  private static OptionalDouble gain(Answer answer) {
    Optional<Picture> truth = answer.truth();
    return truth.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Psnr.of(answer.output(), truth.get()) - Psnr.of(answer.b(), truth.get()));
  }

  /** A number for two pictures. */
  private interface Pairwise {
    double of(Picture one, Picture other);
  }

  private static Function<Answer, OptionalDouble> truth(Pairwise metric) {
    return answer ->
        answer
            .truth()
            .map(truth -> OptionalDouble.of(metric.of(answer.output(), truth)))
            .orElse(OptionalDouble.empty());
  }

  private static Measure always(
      String id, String heading, boolean higher, ToDoubleFunction<Answer> of) {
    return measure(id, heading, higher, 3, answer -> OptionalDouble.of(of.applyAsDouble(answer)));
  }

  private static Measure measure(
      String id, String heading, boolean higher, int digits, Function<Answer, OptionalDouble> of) {
    return new Measure(new Metric(id, heading, higher, digits), of);
  }

  private Lpips lpips(Suite suite) {
    if (lpips == null) {
      lpips =
          Lpips.load(
              suite
                  .alexnet()
                  .orElseThrow(
                      () ->
                          new InputException(
                              "LPIPS needs torchvision's AlexNet: 'alexnet: FILE.safetensors'"
                                  + " (docs/eval.md)")));
    }
    return lpips;
  }

  private Embeddings clip(Suite suite) {
    if (clip == null) {
      ModelFolder folder = ModelFolder.find(suite.models().get(0).load().parts().model());
      Path encoder = folder.imageEncoder(suite.clip(), "openai/clip-vit-large-patch14");
      clip =
          new Embeddings(VisionModel.load(encoder, folder.ownImageEncoder(), PartPlacement.auto()));
    }
    return clip;
  }

  private Embeddings dino(Suite suite) {
    if (dino == null) {
      Path folder =
          suite
              .dino()
              .orElseThrow(
                  () ->
                      new InputException(
                          "dino-similarity needs a DINO: 'dino: FOLDER' (docs/eval.md)"));
      dino = embeddings(folder);
      // A CLIP's similarity must not go by this name.
      if (!(dino.vision().encoder() instanceof Dino)) {
        throw InputException.of(
            "dino: %s holds a %s; give a folder with a dinov2 or vit", folder, family(dino));
      }
    }
    return dino;
  }

  private static String family(Embeddings embeddings) {
    return embeddings.vision().encoder().config().family().name().toLowerCase(Locale.ROOT);
  }

  private static Embeddings embeddings(Path folder) {
    return new Embeddings(VisionModel.load(folder, PartPlacement.auto()));
  }

  @Override
  public void close() {
    if (lpips != null) {
      lpips.close();
    }
    for (Embeddings embeddings : new Embeddings[] {clip, dino}) {
      if (embeddings != null) {
        embeddings.vision().close();
      }
    }
  }
}
