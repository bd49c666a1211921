package io.lorweb.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionConfigTest {

  @Test
  void theVisionPartOfAWholeClipIsRead() {
    VisionConfig config =
        read(
            """
            {"model_type": "clip", "projection_dim": 768, "logit_scale_init_value": 2.6592,
             "text_config": {"hidden_size": 768, "model_type": "clip_text_model"},
             "vision_config": {"hidden_size": 1024, "intermediate_size": 4096,
               "num_hidden_layers": 24, "num_attention_heads": 16, "patch_size": 14,
               "image_size": 224, "projection_dim": 512, "model_type": "clip_vision_model"}}""");

    assertThat(config)
        .isEqualTo(
            new VisionConfig(
                VisionConfig.Family.CLIP,
                new EncoderSizes(1024, 4096, 24, 16, Activation.QUICK_GELU, 1e-5),
                224,
                14,
                768));
    assertThat(config.patches()).isEqualTo(256);
  }

  @Test
  void whatASiglipConfigLeavesOutIsTheReferencesDefault() {
    VisionConfig config =
        read(
            """
            {"architectures": ["SiglipModel"], "model_type": "siglip",
             "text_config": {"vocab_size": 256000},
             "vision_config": {"model_type": "siglip_vision_model"}}""");

    assertThat(config)
        .isEqualTo(
            new VisionConfig(
                VisionConfig.Family.SIGLIP,
                new EncoderSizes(768, 3072, 12, 12, Activation.GELU_TANH, 1e-6),
                224,
                16,
                768));
    assertThat(config.patches()).isEqualTo(196);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model_type':'siglip2'}|config.json: model_type is 'siglip2' but must be clip",
        "{'model_type':'t5'}|config.json: model_type is 't5' but must be clip",
        "{}|config.json lacks the key 'model_type'",
        "{'model_type':'clip','vision_config':[]}|config.json: vision_config must hold a JSON object",
        "{'model_type':'clip','vision_config':{'hidden_size':'x'}}|config.json: vision_config: 'hidden_size' is \"x\" but must be an integer",
        "{'model_type':'clip_vision_model','hidden_size':10,'num_attention_heads':3}|config.json: hidden_size 10 is not a multiple of num_attention_heads 3",
        "{'model_type':'clip_vision_model','num_hidden_layers':0}|config.json: num_hidden_layers is 0 but must be positive",
        "{'model_type':'clip_vision_model','patch_size':300}|config.json: image_size 224 and patch_size 300",
        "{'model_type':'clip_vision_model','projection_dim':-1}|config.json: projection_dim is -1",
        "{'model_type':'clip_vision_model','num_channels':4}|config.json: num_channels must be 3",
        "{'model_type':'clip_vision_model','hidden_act':'relu6'}|config.json: hidden_act: activation 'relu6' is unknown",
        "{'model_type':'siglip_vision_model','vision_use_head':false}|config.json: vision_use_head is false",
      })
  void aRefusalNamesFileAndKey(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  private static VisionConfig read(String json) {
    return VisionConfig.read(JsonFile.parse("config.json", json));
  }
}
