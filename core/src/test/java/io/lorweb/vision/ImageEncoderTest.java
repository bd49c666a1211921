package io.lorweb.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.layer.MadeModel;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEncoderTest {

  private static final EncoderSizes SIZES =
      new EncoderSizes(12, 20, 3, 2, Activation.QUICK_GELU, 1e-5);
  private static final VisionConfig CLIP =
      new VisionConfig(VisionConfig.Family.CLIP, SIZES, 16, 8, 6);

  @TempDir Path folder;

  @Test
  void whatBelongsToTheTextIsLeftAlone() {
    try (Weights weights =
            clip()
                .with("logit_scale")
                .with("text_model.embeddings.token_embedding.weight", 5, 4)
                .with("text_projection.weight", 6, 4)
                .with("vision_model.embeddings.position_ids", 1, 5)
                .in(folder);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor embedding = ImageEncoder.of(CLIP, weights).encode(torch.randn(2, 3, 16, 16));

      assertThat(embedding.shape()).containsExactly(2, 6);
    }
  }

  @Test
  void statesCountFromEitherEnd() {
    try (Weights weights = clip().in(folder);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      ImageEncoder encoder = ImageEncoder.of(CLIP, weights);
      Tensor pixels = torch.randn(2, 3, 16, 16);
      Map<String, float[]> seen = new HashMap<>();
      encoder.watched((name, value) -> seen.put(name, Tensors.floats(value))).encode(pixels);

      List<Tensor> states = encoder.states(pixels, -1, 3, -3, 1, 0);

      assertThat(states.get(0).shape()).containsExactly(2, 5, 12);
      assertThat(Tensors.floats(states.get(0))).isEqualTo(seen.get("last_hidden_state"));
      assertThat(Tensors.floats(states.get(1))).isEqualTo(seen.get("last_hidden_state"));
      float[] first = seen.get("vision_model.encoder.layers.0");
      assertThat(Tensors.floats(states.get(2))).isEqualTo(first);
      assertThat(Tensors.floats(states.get(3))).isEqualTo(first);
      assertThat(Tensors.floats(states.get(4))).isNotEqualTo(first);
    }
  }

  @Test
  void aStateThatIsTooDeepIsRefused() {
    try (Weights weights = clip().in(folder);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      ImageEncoder encoder = ImageEncoder.of(CLIP, weights);

      assertThatThrownBy(() -> encoder.states(torch.randn(1, 3, 16, 16), -16))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("3 layers");
    }
  }

  @Test
  void pixelsOfAnotherSizeAreADefect() {
    try (Weights weights = clip().in(folder);
        Scope scope = new Scope()) {
      ImageEncoder encoder = ImageEncoder.of(CLIP, weights);

      assertThatThrownBy(() -> encoder.encode(torch.randn(1, 3, 24, 24)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[B, 3, 16, 16]");
    }
  }

  @Test
  void weightsOfAnotherSizeAreNamed() {
    VisionConfig wider = new VisionConfig(VisionConfig.Family.CLIP, SIZES, 16, 8, 7);
    try (Weights weights = clip().in(folder);
        Scope scope = new Scope()) {
      assertThatThrownBy(() -> ImageEncoder.of(wider, weights))
          .isInstanceOf(InputException.class)
          .hasMessage(
              folder.resolve("model.safetensors")
                  + ": tensor visual_projection.weight has the shape [6, 12], expected [7, 12]");
    }
  }

  @Test
  void aModelOutlivesTheScopeItIsMadeInAndLeavesNothingBehind() {
    VisionConfig config = new VisionConfig(VisionConfig.Family.SIGLIP, SIZES, 16, 8, 12);
    try (Weights weights = siglip().in(folder);
        NoGradGuard guard = new NoGradGuard()) {
      ImageEncoder encoder;
      try (Scope scope = new Scope()) {
        encoder = ImageEncoder.of(config, weights);
      }
      encodeOnce(encoder);
      long before = Pointer.totalCount();
      for (int i = 0; i < 200; i++) {
        encodeOnce(encoder);
      }

      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  private static void encodeOnce(ImageEncoder encoder) {
    try (Scope scope = new Scope()) {
      assertThat(encoder.encode(torch.randn(2, 3, 16, 16)).shape()).containsExactly(2, 12);
    }
  }

  private static MadeModel clip() {
    return new MadeModel()
        .with("vision_model.embeddings.class_embedding", 12)
        .with("vision_model.embeddings.patch_embedding.weight", 12, 3, 8, 8)
        .with("vision_model.embeddings.position_embedding.weight", 5, 12)
        .norm("vision_model.pre_layrnorm", 12)
        .encoder("vision_model.encoder", SIZES)
        .norm("vision_model.post_layernorm", 12)
        .with("visual_projection.weight", 6, 12);
  }

  private static MadeModel siglip() {
    return new MadeModel()
        .with("vision_model.embeddings.patch_embedding.weight", 12, 3, 8, 8)
        .with("vision_model.embeddings.patch_embedding.bias", 12)
        .with("vision_model.embeddings.position_embedding.weight", 4, 12)
        .encoder("vision_model.encoder", SIZES)
        .norm("vision_model.post_layernorm", 12)
        .with("vision_model.head.probe", 1, 1, 12)
        .with("vision_model.head.attention.in_proj_weight", 36, 12)
        .with("vision_model.head.attention.in_proj_bias", 36)
        .linear("vision_model.head.attention.out_proj", 12, 12)
        .norm("vision_model.head.layernorm", 12)
        .linear("vision_model.head.mlp.fc1", 12, 20)
        .linear("vision_model.head.mlp.fc2", 20, 12);
  }
}
