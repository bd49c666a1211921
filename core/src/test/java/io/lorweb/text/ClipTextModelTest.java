package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.layer.MadeModel;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipTextModelTest {

  private static final EncoderSizes SIZES =
      new EncoderSizes(8, 12, 1, 2, Activation.QUICK_GELU, 1e-5);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // end token 2: the first position of the largest id
    "2, 3 9 4 9 9, 1",
    "2, 2 2 2 2 2, 0",
    // any other: the first position of that id, or 0 without it
    "4, 3 9 4 9 4, 2",
    "7, 3 9 4 9 4, 0"
  })
  void theEndTokenIsPooled(int endToken, String row, int position) {
    long[] ids = Arrays.stream(row.split(" ")).mapToLong(Long::parseLong).toArray();
    try (Weights weights = model().in(folder);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Map<String, float[]> seen = new HashMap<>();
      new ClipTextModel(new ClipTextConfig(SIZES, 10, 6, endToken), weights)
          .watched((name, value) -> seen.put(name, Tensors.floats(value)))
          .pooled(Tensors.of(ids, 1, ids.length));

      assertThat(seen.get("pooler_output"))
          .isEqualTo(
              Arrays.copyOfRange(seen.get("last_hidden_state"), position * 8, (position + 1) * 8));
    }
  }

  @Test
  void moreTokensThanPositionsAreADefect() {
    try (Weights weights = model().in(folder);
        Scope scope = new Scope()) {
      ClipTextModel model = new ClipTextModel(new ClipTextConfig(SIZES, 10, 6, 9), weights);

      assertThatThrownBy(() -> model.pooled(Tensors.of(new long[7], 1, 7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("7 tokens are more than the 6 positions");
    }
  }

  @Test
  void theTextPartOfAWholeClipIsRead() {
    ClipTextConfig config =
        read(
            """
            {"model_type": "clip", "projection_dim": 768,
             "text_config": {"hidden_size": 768, "intermediate_size": 3072,
               "num_attention_heads": 12, "eos_token_id": 2},
             "vision_config": {"hidden_size": 1024}}""");

    assertThat(config)
        .isEqualTo(
            new ClipTextConfig(
                new EncoderSizes(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5), 49_408, 77, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|c.json lacks the key 'hidden_size'",
        "{'hidden_size':8,'num_hidden_layers':1,'num_attention_heads':3}|c.json: hidden_size 8 is not a multiple of num_attention_heads 3",
        "{'hidden_size':8,'num_hidden_layers':1,'num_attention_heads':2,'vocab_size':0}|c.json: vocab_size 0",
        "{'hidden_size':8,'num_hidden_layers':1,'num_attention_heads':2,'eos_token_id':[1,2]}|c.json: 'eos_token_id' is [1,2] but must be an integer",
      })
  void aRefusalNamesFileAndKey(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  private static ClipTextConfig read(String json) {
    return ClipTextConfig.read(JsonFile.parse("c.json", json));
  }

  private static MadeModel model() {
    return new MadeModel()
        .with("text_model.embeddings.token_embedding.weight", 10, 8)
        .with("text_model.embeddings.position_embedding.weight", 6, 8)
        .encoder("text_model.encoder", SIZES)
        .norm("text_model.final_layer_norm", 8);
  }
}
