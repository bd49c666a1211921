package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.MadeModel;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class T5EncoderTest {

  private static final T5Config CONFIG =
      new T5Config(10, 8, 3, 12, 2, 2, 32, 128, Activation.GELU_TANH, 1e-6);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"shared.weight", "encoder.embed_tokens.weight"})
  void theTableOfTokensHasTwoNames(String name) {
    try (Weights weights = model(name).in(folder);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      T5Encoder encoder = new T5Encoder(CONFIG, weights);

      assertThat(encoder.encode(Tensors.of(new long[] {1, 2, 3, 4, 5, 0}, 2, 3)).shape())
          .containsExactly(2, 3, 8);
    }
  }

  @Test
  void nothingIsLeftBehind() {
    try (Weights weights = model("shared.weight").in(folder);
        NoGradGuard guard = new NoGradGuard()) {
      T5Encoder encoder;
      try (Scope scope = new Scope()) {
        encoder = new T5Encoder(CONFIG, weights);
      }
      encodeOnce(encoder);
      long before = Pointer.totalCount();
      for (int i = 0; i < 200; i++) {
        encodeOnce(encoder);
      }

      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void theEncoderOfFluxIsRead() {
    T5Config config =
        read(
            """
            {"architectures": ["T5EncoderModel"], "d_ff": 10240, "d_kv": 64, "d_model": 4096,
             "dense_act_fn": "gelu_new", "feed_forward_proj": "gated-gelu",
             "layer_norm_epsilon": 1e-06, "model_type": "t5", "num_heads": 64, "num_layers": 24,
             "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
             "vocab_size": 32128}""");

    assertThat(config)
        .isEqualTo(
            new T5Config(32_128, 4096, 64, 10_240, 24, 64, 32, 128, Activation.GELU_TANH, 1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|c.json lacks the key 'feed_forward_proj'",
        "{'feed_forward_proj':'relu'}|c.json: feed_forward_proj is 'relu' but must be gated",
        "{'feed_forward_proj':'gated-tanh'}|c.json: feed_forward_proj: activation 'tanh' is unknown",
        "{'feed_forward_proj':'gated-gelu'}|c.json lacks the key 'vocab_size'",
        "{'feed_forward_proj':'gated-silu','vocab_size':9,'d_model':8,'d_kv':0,'d_ff':8,'num_layers':1,'num_heads':1}|c.json: d_kv is 0 but must be positive",
        "{'feed_forward_proj':'gated-silu','vocab_size':9,'d_model':8,'d_kv':1,'d_ff':8,'num_layers':1,'num_heads':1,'relative_attention_num_buckets':7}|c.json: relative_attention_num_buckets is 7",
      })
  void aRefusalNamesFileAndKey(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  private static void encodeOnce(T5Encoder encoder) {
    try (Scope scope = new Scope()) {
      assertThat(encoder.encode(Tensors.of(new long[] {1, 2, 3}, 1, 3)).shape())
          .containsExactly(1, 3, 8);
    }
  }

  private static T5Config read(String json) {
    return T5Config.read(JsonFile.parse("c.json", json));
  }

  private static MadeModel model(String table) {
    MadeModel model =
        new MadeModel()
            .with(table, 10, 8)
            .with("encoder.final_layer_norm.weight", 8)
            .with("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", 32, 2);
    for (int i = 0; i < CONFIG.layers(); i++) {
      String block = "encoder.block." + i;
      model
          .with(block + ".layer.0.layer_norm.weight", 8)
          .with(block + ".layer.0.SelfAttention.q.weight", 6, 8)
          .with(block + ".layer.0.SelfAttention.k.weight", 6, 8)
          .with(block + ".layer.0.SelfAttention.v.weight", 6, 8)
          .with(block + ".layer.0.SelfAttention.o.weight", 8, 6)
          .with(block + ".layer.1.layer_norm.weight", 8)
          .with(block + ".layer.1.DenseReluDense.wi_0.weight", 12, 8)
          .with(block + ".layer.1.DenseReluDense.wi_1.weight", 12, 8)
          .with(block + ".layer.1.DenseReluDense.wo.weight", 8, 12);
    }
    return model;
  }
}
