package io.lorweb.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small models by formula, against transformers 5.18 with its Pillow preprocessors. */
class DinoTest {

  private static final int WIDTH = 32;
  private static final int INNER = 128;

  private static final String DINOV2 =
      """
      {"model_type": "dinov2", "hidden_size": 32, "num_hidden_layers": 2,
       "num_attention_heads": 4, "hidden_act": "gelu", "image_size": 70, "patch_size": 14,
       "mlp_ratio": 4, "layer_norm_eps": 1e-6, "use_swiglu_ffn": false}""";
  private static final String DINOV2_PICTURES =
      """
      {"crop_size": {"height": 56, "width": 56}, "do_center_crop": true, "do_resize": true,
       "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225], "resample": 3,
       "size": {"shortest_edge": 64}}""";
  private static final String VIT =
      """
      {"model_type": "vit", "hidden_size": 32, "num_hidden_layers": 2, "intermediate_size": 128,
       "num_attention_heads": 4, "hidden_act": "gelu", "image_size": 64, "patch_size": 16,
       "layer_norm_eps": 1e-12}""";

  @TempDir Path folder;

  /** Tensors by formula, in the order in which they are named. */
  private static final class Made {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final String prefix;
    private long at;

    Made(String prefix) {
      this.prefix = prefix;
    }

    /**
     * Value i of the file, u being frac(i 2654435761 / 2^32): u - 1/2 for biases, u + 1/2 for other
     * vectors, 2 u - 1 for embeddings, (u - 1/2) 2 sqrt(3 / fan in) for the rest.
     */
    Made with(String name, long... shape) {
      float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        double u = (at++ * 2654435761L & 0xFFFFFFFFL) / 4294967296.0;
        values[i] = (float) value(name, shape, (double) values.length / shape[0], u);
      }
      tensors.put(prefix + name, Tensors.of(values, shape));
      return this;
    }

    private static double value(String name, long[] shape, double fan, double u) {
      if (name.endsWith("bias")) {
        return u - 0.5;
      }
      if (shape.length == 1) {
        return u + 0.5;
      }
      return name.endsWith("cls_token") || name.endsWith("position_embeddings")
          ? 2 * (u - 0.5)
          : (u - 0.5) * 2 * Math.sqrt(3 / fan);
    }

    Made linear(String name, long out, long in) {
      return with(name + ".weight", out, in).with(name + ".bias", out);
    }

    Made norm(String name) {
      return with(name + ".weight", WIDTH).with(name + ".bias", WIDTH);
    }

    Made embeddings(long grid, long patch) {
      return with("embeddings.cls_token", 1, 1, WIDTH)
          .with("embeddings.position_embeddings", 1, 1 + grid * grid, WIDTH)
          .with("embeddings.patch_embeddings.projection.weight", WIDTH, 3, patch, patch)
          .with("embeddings.patch_embeddings.projection.bias", WIDTH);
    }

    Made attention(String block) {
      for (String name : List.of("attention.query", "attention.key", "attention.value")) {
        linear(block + "attention." + name, WIDTH, WIDTH);
      }
      return linear(block + "attention.output.dense", WIDTH, WIDTH);
    }
  }

  private VisionModel dinov2(String prefix) throws IOException {
    Engine.start();
    try (Scope scope = new Scope()) {
      Made made = new Made(prefix).embeddings(5, 14);
      for (int i = 0; i < 2; i++) {
        String block = "encoder.layer." + i + ".";
        made.norm(block + "norm1")
            .attention(block)
            .with(block + "layer_scale1.lambda1", WIDTH)
            .norm(block + "norm2")
            .linear(block + "mlp.fc1", INNER, WIDTH)
            .linear(block + "mlp.fc2", WIDTH, INNER)
            .with(block + "layer_scale2.lambda1", WIDTH);
      }
      return load(made.norm("layernorm"), DINOV2, DINOV2_PICTURES);
    }
  }

  private VisionModel vit(int side) throws IOException {
    Engine.start();
    try (Scope scope = new Scope()) {
      Made made = new Made("").embeddings(4, 16);
      for (int i = 0; i < 2; i++) {
        String block = "encoder.layer." + i + ".";
        made.norm(block + "layernorm_before")
            .attention(block)
            .norm(block + "layernorm_after")
            .linear(block + "intermediate.dense", INNER, WIDTH)
            .linear(block + "output.dense", WIDTH, INNER);
      }
      return load(made.norm("layernorm"), VIT, "{\"size\": " + side + "}");
    }
  }

  private VisionModel load(Made made, String config, String pictures) throws IOException {
    SafetensorsWriter.write(folder.resolve("model.safetensors"), made.tensors, Map.of());
    Files.writeString(folder.resolve("config.json"), config);
    Files.writeString(folder.resolve("preprocessor_config.json"), pictures);
    return VisionModel.load(folder, PartPlacement.CPU);
  }

  /** The sample of colour c at (x, y): the same formula as in the reference's script. */
  private static Picture picture(int width, int height, int seed) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (x * (3 + seed) + y * 5 + i % 3 * 40 + x * y % 17 * 4 + seed * 31);
    }
    return Picture.of(width, height, rgb);
  }

  private static float[] embedding(VisionModel model, Picture picture) {
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.floats(model.encoder().encode(model.preprocessor().pixels(List.of(picture))));
    }
  }

  private static void check(float[] found, String expected, double norm) {
    assertThat(found).hasSize(WIDTH);
    String[] first = expected.split(" ");
    for (int i = 0; i < first.length; i++) {
      assertThat((double) found[i]).isCloseTo(Double.parseDouble(first[i]), within(1e-4));
    }
    double squares = 0;
    for (float value : found) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-4));
  }

  /** 56 pixels a side instead of the training's 70: positions are resized from 5 x 5 to 4 x 4. */
  @ParameterizedTest
  @CsvSource({
    "64, 64, 0, 0.207137 -0.814850 0.062979 -0.973305 -0.004249 -3.592038, 6.556128",
    "100, 70, 1, 0.903819 -1.336020 0.050496 -0.627660 0.137330 -3.274943, 6.417327",
    "60, 90, 2, 0.607359 -1.110496 0.089152 -0.963183 0.099354 -3.656991, 6.563954"
  })
  void dinov2IsWhatTransformersFinds(int width, int height, int seed, String expected, double norm)
      throws IOException {
    try (VisionModel model = dinov2("")) {
      check(embedding(model, picture(width, height, seed)), expected, norm);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64, 0, -0.431130 1.002312 -2.452102 0.519348 0.008880 -1.098642, 6.217148",
    "100, 70, 1, -0.322618 0.899317 -2.451246 0.440524 0.081842 -1.028671, 6.210949",
    "60, 90, 2, -0.330467 0.896969 -2.433933 0.474360 0.043093 -1.078901, 6.196214"
  })
  void aPlainTransformerIsWhatTransformersFinds(
      int width, int height, int seed, String expected, double norm) throws IOException {
    try (VisionModel model = vit(64)) {
      check(embedding(model, picture(width, height, seed)), expected, norm);
    }
  }

  @Test
  void aClassifierAndAModelOfItsOwnSizeAreReadAlike() throws IOException {
    float[] expected;
    try (VisionModel model = dinov2("")) {
      expected = embedding(model, picture(64, 64, 0));
    }
    try (VisionModel model = dinov2("dinov2.")) {
      assertThat(embedding(model, picture(64, 64, 0))).isEqualTo(expected);
      try (Scope scope = new Scope();
          NoGradGuard guard = new NoGradGuard()) {
        Tensor pixels = model.preprocessor().pixels(List.of(picture(64, 64, 0)));
        List<Tensor> states = model.encoder().states(pixels, 0, -1);
        assertThat(states.get(1).shape()).containsExactly(1, 17, WIDTH);
      }
    }
  }

  @Test
  void whatIsAnotherModelIsRefused() throws IOException {
    dinov2("").close();
    Files.delete(folder.resolve("preprocessor_config.json"));
    refused("preprocessor_config.json");
    Files.writeString(folder.resolve("preprocessor_config.json"), DINOV2_PICTURES);
    for (String key : List.of("use_swiglu_ffn\": false", "qkv_bias\": true")) {
      String other = key.endsWith("true") ? "qkv_bias\": false" : "use_swiglu_ffn\": true";
      Files.writeString(
          folder.resolve("config.json"), DINOV2.replace("\"use_swiglu_ffn\": false", "\"" + other));
      refused(key.substring(0, key.indexOf('"')));
    }
  }

  private void refused(String word) {
    assertThatThrownBy(() -> VisionModel.load(folder, PartPlacement.CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(word);
  }

  @Test
  void squaresLargerThanTheTrainingsAreStretchedOver() throws IOException {
    try (VisionModel model = vit(96)) {
      float[] found = embedding(model, picture(64, 64, 0));
      String[] expected = "-0.413934 1.044531 -2.520460 0.534259 -0.053678 -0.843537".split(" ");
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) found[i]).isCloseTo(Double.parseDouble(expected[i]), within(1e-4));
      }
    }
  }
}
