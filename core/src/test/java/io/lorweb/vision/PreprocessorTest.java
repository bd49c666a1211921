package io.lorweb.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {

  private static final List<Double> ZEROS = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

  @Test
  void clipReadsItsOldSpelling() {
    Preprocessor preprocessor =
        read(
            """
            {"crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
             "feature_extractor_type": "CLIPFeatureExtractor",
             "image_mean": [0.48145466, 0.4578275, 0.40821073],
             "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": 224}""",
            VisionConfig.Family.CLIP,
            224);

    assertThat(preprocessor)
        .isEqualTo(
            new Preprocessor(
                Preprocessor.Fit.CROP,
                224,
                224,
                Resampling.BICUBIC,
                1 / 255.0,
                List.of(0.48145466, 0.4578275, 0.40821073),
                List.of(0.26862954, 0.26130258, 0.27577711)));
    assertThat(read("{}", VisionConfig.Family.CLIP, 224)).isEqualTo(preprocessor);
  }

  @Test
  void siglipSquashes() {
    Preprocessor preprocessor =
        read(
            """
            {"do_convert_rgb": null, "do_resize": true, "resample": 2,
             "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
             "rescale_factor": 0.00392156862745098, "size": {"height": 224, "width": 224}}""",
            VisionConfig.Family.SIGLIP,
            224);

    assertThat(preprocessor.fit()).isEqualTo(Preprocessor.Fit.SQUASH);
    assertThat(preprocessor.side()).isEqualTo(224);
    assertThat(preprocessor.resampling()).isEqualTo(Resampling.BILINEAR);
  }

  @Test
  void aWidePictureLosesItsEndsOrIsSquashed() {
    Picture wide = stripes();
    Preprocessor crop = plain(Preprocessor.Fit.CROP, 4, 4);

    Picture centre = crop.square(wide);
    assertThat(centre.width()).isEqualTo(4);
    assertThat(centre.pixel(0, 0) >> 8 & 255).isGreaterThan(200);
    assertThat(centre.pixel(1, 1)).isEqualTo(0x00ff00);
    assertThat(centre.pixel(3, 3) >> 8 & 255).isGreaterThan(200);
    Picture squashed = crop.squashing().square(wide);
    assertThat(squashed.width()).isEqualTo(4);
    assertThat(squashed.pixel(0, 0) >> 16).isGreaterThan(200);
    assertThat(squashed.pixel(3, 0) & 255).isGreaterThan(200);
  }

  @Test
  void whatTheCropLacksIsBlack() {
    Picture grown = plain(Preprocessor.Fit.CROP, 2, 5).square(Picture.filled(2, 2, 0xffffff));

    // (2 - 5) / 2, rounded down: two columns before, one behind.
    assertThat(grown.pixel(1, 2)).isZero();
    assertThat(grown.pixel(2, 2)).isEqualTo(0xffffff);
    assertThat(grown.pixel(3, 3)).isEqualTo(0xffffff);
    assertThat(grown.pixel(4, 3)).isZero();
  }

  @Test
  void samplesAreScaledAndNormalisedPerChannel() {
    Preprocessor preprocessor =
        new Preprocessor(
            Preprocessor.Fit.SQUASH,
            2,
            2,
            Resampling.BILINEAR,
            1 / 255.0,
            List.of(0.0, 0.5, 1.0),
            List.of(1.0, 0.5, 0.25));

    try (Scope scope = new Scope()) {
      Tensor pixels =
          preprocessor.pixels(
              List.of(Picture.filled(2, 2, 0xff0000), Picture.filled(7, 3, 0x00ff33)));

      assertThat(pixels.shape()).containsExactly(2, 3, 2, 2);
      float[] values = Tensors.floats(pixels);
      float[] expected = {1, -1, -4, 0, 1, -3.2f};
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isCloseTo(expected[i / 4], within(1e-6f));
      }
    }
  }

  @Test
  void aSliverIsRefused() {
    Picture sliver = Picture.filled(1, 201, 0);

    assertThatThrownBy(() -> plain(Preprocessor.Fit.CROP, 4, 4).square(sliver))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 x 201");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'do_resize':false}|p.json: do_resize must be true",
        "{'size':{'longest_edge':224}}|p.json: size lacks the key 'shortest_edge'",
        "{'crop_size':{'height':224,'width':200}}|p.json: crop_size is 200 x 224 but must be a square",
        "{'crop_size':336}|p.json makes squares of 336 pixels, but the encoder's image_size is 224",
        "{'crop_size':0}|p.json: size 224 and crop_size 0 must be positive",
        "{'resample':0}|p.json: resample is 0 but must be 1",
        "{'image_std':[1,1]}|p.json: image_mean",
        "{'image_std':[1,1,0]}|p.json: image_mean",
        "{'image_mean':'x'}|p.json: 'image_mean' is \"x\" but must be a list",
      })
  void aRefusalNamesFileAndKey(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"'), VisionConfig.Family.CLIP, 224))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  /** Red, green, blue: three squares of 8 pixels side by side, the green one in the middle. */
  private static Picture stripes() {
    byte[] rgb = new byte[24 * 8 * 3];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 24; x++) {
        rgb[(y * 24 + x) * 3 + x / 8] = (byte) 255;
      }
    }
    return Picture.of(24, 8, rgb);
  }

  private static Preprocessor plain(Preprocessor.Fit fit, int shortestEdge, int side) {
    return new Preprocessor(fit, shortestEdge, side, Resampling.BILINEAR, 1, ZEROS, ONES);
  }

  private static Preprocessor read(String json, VisionConfig.Family family, int imageSize) {
    EncoderSizes sizes = new EncoderSizes(8, 8, 1, 1, Activation.GELU, 1e-5);
    return Preprocessor.read(
        JsonFile.parse("p.json", json), new VisionConfig(family, sizes, imageSize, 14, 8));
  }
}
