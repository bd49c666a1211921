package io.lorweb.vision;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.VisionConfig.Family;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures to an image encoder's input, as {@code preprocessor_config.json} says
 * (docs/spec/LORWEB.md section 3.2).
 *
 * @param fit how a picture becomes a square
 * @param shortestEdge what {@link Fit#CROP} resizes the shorter side to, in pixels
 * @param side of the square, in pixels
 * @param resampling filter of the resize, on 8-bit samples
 * @param factor samples are multiplied by it (1 / 255)
 * @param mean of each channel, subtracted after that
 * @param deviation of each channel, by which the difference is divided
 */
public record Preprocessor(
    Fit fit,
    int shortestEdge,
    int side,
    Resampling resampling,
    double factor,
    List<Double> mean,
    List<Double> deviation) {

  /** How a picture becomes a square. */
  public enum Fit {
    /** CLIP: the shorter side is resized, the centre cut out; long pictures lose their ends. */
    CROP,
    /** SigLIP: both sides are resized; long pictures are squashed. */
    SQUASH
  }

  /** The longer side may be this many times the shorter one; more would need gigabytes. */
  private static final int LONGEST = 200;

  private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
  private static final List<Double> CLIP_DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);
  private static final List<Double> HALVES = List.of(0.5, 0.5, 0.5);

  public Preprocessor {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (side <= 0 || shortestEdge <= 0) {
      throw InputException.of("size %d and crop_size %d must be positive", shortestEdge, side);
    }
    if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(d -> d <= 0)) {
      throw InputException.of(
          "image_mean %s and image_std %s must be three numbers, the latter positive",
          mean, deviation);
    }
  }

  /**
   * Reads {@code preprocessor_config.json}, in its present and its older spelling; what is missing
   * is as the encoder's family has it.
   *
   * @param config of the encoder, whose image_size must be the size of the square (DINO takes any)
   * @throws InputException for steps that the reference's encoders do not use
   */
  public static Preprocessor read(JsonFile json, VisionConfig config) {
    if (!json.flag("do_resize", true)) {
      throw InputException.of("%s: do_resize must be true", json.where());
    }
    Preprocessor preprocessor;
    try {
      preprocessor = parse(json, config.family());
    } catch (InputException e) {
      throw json.located(e);
    }
    if (preprocessor.side() < config.patchSize()
        || !config.family().anySize() && preprocessor.side() != config.imageSize()) {
      throw InputException.of(
          "%s makes squares of %d pixels, but the encoder's image_size is %d",
          json.where(), preprocessor.side(), config.imageSize());
    }
    return preprocessor;
  }

  private static Preprocessor parse(JsonFile json, Family family) {
    // What the published preprocessors do when the file does not say it.
    boolean clip = family == Family.CLIP || family == Family.DINOV2;
    boolean crop = json.flag("do_center_crop", clip);
    int shortestEdge = crop ? shortestEdge(json) : square(json, "size");
    boolean scale = json.flag("do_rescale", true);
    boolean normalise = json.flag("do_normalize", true);
    return new Preprocessor(
        crop ? Fit.CROP : Fit.SQUASH,
        shortestEdge,
        crop ? square(json, "crop_size") : shortestEdge,
        resampling(json, family == Family.VIT ? 2 : 3),
        scale ? json.decimal("rescale_factor", 1 / 255.0) : 1,
        normalise ? numbers(json, "image_mean", clip ? CLIP_MEAN : HALVES) : List.of(0.0, 0.0, 0.0),
        normalise
            ? numbers(json, "image_std", clip ? CLIP_DEVIATION : HALVES)
            : List.of(1.0, 1.0, 1.0));
  }

  /** {@code "size": 224} or {@code "size": {"shortest_edge": 224}}. */
  private static int shortestEdge(JsonFile json) {
    if (!json.has("size")) {
      return 224;
    }
    return json.isObject("size") ? json.at("size").integer("shortest_edge") : json.integer("size");
  }

  /** {@code 224} or {@code {"height": 224, "width": 224}}. */
  private static int square(JsonFile json, String key) {
    if (!json.has(key)) {
      return 224;
    }
    if (!json.isObject(key)) {
      return json.integer(key);
    }
    JsonFile size = json.at(key);
    if (size.integer("height") != size.integer("width")) {
      throw InputException.of(
          "%s is %d x %d but must be a square",
          size.where(), size.integer("width"), size.integer("height"));
    }
    return size.integer("height");
  }

  /** Pillow's numbers. */
  private static Resampling resampling(JsonFile json, int absent) {
    int code = json.integer("resample", absent);
    return switch (code) {
      case 1 -> Resampling.LANCZOS;
      case 2 -> Resampling.BILINEAR;
      case 3 -> Resampling.BICUBIC;
      default ->
          throw InputException.of(
              "resample is %d but must be 1 (Lanczos), 2 (bilinear) or 3 (bicubic)", code);
    };
  }

  private static List<Double> numbers(JsonFile json, String key, List<Double> absent) {
    return json.has(key) ? json.decimals(key) : absent;
  }

  /** The same, squashing pictures instead of cutting their ends off. */
  public Preprocessor squashing() {
    return new Preprocessor(Fit.SQUASH, shortestEdge, side, resampling, factor, mean, deviation);
  }

  /**
   * A batch in the encoder's input format, float32 on the CPU.
   *
   * @param pictures B of any size
   * @return [B, 3, side, side]
   * @throws InputException when a picture is more than 200 times as long as wide
   */
  public Tensor pixels(List<Picture> pictures) {
    float[] values = new float[pictures.size() * 3 * side * side];
    IntStream.range(0, pictures.size())
        .parallel()
        .forEach(i -> fill(square(pictures.get(i)), values, i * 3 * side * side));
    return Tensors.of(values, pictures.size(), 3, side, side);
  }

  /** The square part or version of {@code picture} that the encoder sees, side x side. */
  public Picture square(Picture picture) {
    return switch (fit) {
      case SQUASH -> picture.resize(side, side, resampling);
      case CROP -> centre(picture);
    };
  }

  private Picture centre(Picture picture) {
    int shorter = Math.min(picture.width(), picture.height());
    int longer = Math.max(picture.width(), picture.height());
    if (longer > (long) LONGEST * shorter) {
      throw InputException.of(
          "a picture of %d x %d pixels is too narrow for the image encoder: one side may be %d"
              + " times the other at most",
          picture.width(), picture.height(), LONGEST);
    }
    // Cut off, not rounded: the reference's arithmetic.
    int resized = (int) ((double) ((long) shortestEdge * longer) / shorter);
    boolean wide = picture.width() >= picture.height();
    int width = wide ? resized : shortestEdge;
    int height = wide ? shortestEdge : resized;
    return picture
        .resize(width, height, resampling)
        .crop(Math.floorDiv(width - side, 2), Math.floorDiv(height - side, 2), side, side);
  }

  private void fill(Picture picture, float[] values, int start) {
    ByteBuffer rgb = picture.rgb();
    int plane = side * side;
    for (int channel = 0; channel < 3; channel++) {
      float subtrahend = mean.get(channel).floatValue();
      float divisor = deviation.get(channel).floatValue();
      for (int i = 0; i < plane; i++) {
        float scaled = (float) ((rgb.get(3 * i + channel) & 255) * factor);
        values[start + channel * plane + i] = (scaled - subtrahend) / divisor;
      }
    }
  }
}
