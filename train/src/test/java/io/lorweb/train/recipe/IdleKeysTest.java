package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.YamlFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that change nothing are named, and only those. */
class IdleKeysTest {

  /** A value of each key of an adapter that is nobody's default. */
  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("loras_num", "5"),
          Map.entry("rank", "7"),
          Map.entry("keys_dim", "9"),
          Map.entry("heads", "2"),
          Map.entry("activation", "tanh"),
          Map.entry("mixing", "sum"),
          Map.entry("query", "\"caa'b\""),
          Map.entry("external", "false"),
          Map.entry("projection", "false"),
          Map.entry("pooling", "max"),
          Map.entry("encoder", "other"),
          Map.entry("only", "[to_q]"),
          Map.entry("ignore", "[to_k]"),
          Map.entry("from", "file"),
          Map.entry("fresh", "true"),
          Map.entry("grow", "true"),
          Map.entry("text", "true"),
          Map.entry("ema", "0.5"),
          Map.entry("kl", "0.5"),
          Map.entry("distance", "psnr"),
          Map.entry("equivariance", "0.25"));

  private static RecipeFile.Read read(String text) {
    YamlFile file = YamlFile.parse("own.yaml", text, name -> null);
    return RecipeFile.read(file, "own", List.of(), Optional.empty(), name -> null);
  }

  private static List<String> notices(String text) {
    return read("data: x\n" + text).notices();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adapter: {kl: 1e-6}                             | adapter.kl (1.0E-6)",
        "adapter: {type: vae, loras_num: 8}              | adapter.loras_num (8)",
        "adapter: {type: lora, loras_num: 8, rank: 4}    | adapter.loras_num (8)",
        "adapter: {type: lora}; train: {entropy: 0.1}    | train.entropy (0.1)",
        "adapter: {type: base, dropout: 0.1}             | adapter.dropout (0.1)",
        "adapter: {external: false, dropout: 0.1}        | adapter.dropout (0.1)",
        "adapter: {external: false, encoder: other}      | adapter.encoder (other)",
        "adapter: {external: false}; train: {entropy: 1} | train.entropy (1)",
        "adapter: {pooling: max}                         | adapter.pooling (max)",
        "adapter: {projection: false, keys_dim: 8}       | adapter.keys_dim (8)",
        "adapter: {mixing: sum}                          | adapter.mixing (sum)",
        "train: {layout: separate, quadrants: [0,0,0,1]} | train.quadrants",
        "train: {cycles: 3}                              | train.cycles (3)",
        "train: {schedule: cosine, gamma: 0.5}           | train.gamma (0.5)",
        "adapter: {type: clip}; train: {device: cuda}    | train.device (cuda)",
        "sample: {analogies: [{strip: s.png}]}           | sample.analogies",
      })
  void whatChangesNothingIsNamed(String text, String key) {
    assertThat(notices(text.replace("; ", "\n"))).containsExactly("without effect here: " + key);
  }

  @Test
  void severalAreNamedAtOnce() {
    assertThat(notices("adapter: {type: vae, rank: 8}\ntrain: {timesteps: few, few_steps: 2}"))
        .containsExactly(
            "without effect here: adapter.rank (8), train.timesteps (few), train.few_steps (2)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adapter: {heads: 2, mixing: sum}",
        "adapter: {external: false, pooling: max}",
        "adapter: {dropout: 0.1, rank: 8, keys_dim: 8, encoder: other, from: file}",
        "adapter: {type: lora, rank: 8, dropout: 0.1}",
        "adapter: {type: base, text: true, grow: true, ema: 0.9}\ntrain: {timesteps: sigmoid}",
        "adapter: {type: vae, fresh: true, kl: 1, distance: psnr, equivariance: 0.5, ema: 0.9}",
        "adapter: {type: clip, frozen: text, ema: 0.9}",
        "train: {layout: grid, quadrants: [0, 0, 0, 1], entropy: 1, balance: 1}",
        "train: {schedule: cosine_with_restarts, cycles: 3}",
        "train: {schedule: step, gamma: 0.5, step_size: 2}",
        "sample: {every: 5, seed: 3, steps: 4, analogies: [{strip: s.png}]}\nvalidate: {every: 5}",
      })
  void whatCountsIsNotNamed(String text) {
    assertThat(notices(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lorweb", "lora", "base", "vae", "clip"})
  void aResolvedRunHasNothingToSay(String type) {
    String resolved = RecipeYaml.text(read("data: x\nadapter: {type: " + type + "}").recipe());
    assertThat(read(resolved).notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lorweb", "lora", "base", "vae", "clip"})
  void namedKeysOfAnAdapterChangeNothingAndOthersDo(String type) {
    Trained plain = read("data: x\nadapter: {type: " + type + "}").recipe().trained();
    OTHER.forEach(
        (key, value) -> {
          RecipeFile.Read read =
              read("data: x\nadapter: {type: " + type + ", " + key + ": " + value + "}");
          // What the record holds and the run does not use is another test's.
          boolean held = type.equals("lorweb") && List.of("mixing", "pooling").contains(key);
          if (!held) {
            assertThat(read.recipe().trained().equals(plain))
                .as(key)
                .isEqualTo(!read.notices().isEmpty());
          }
        });
  }

  @Test
  void everyKeyIsOneOfTheForm() {
    assertThat(IdleKeys.conditional())
        .allMatch(
            key ->
                RecipeKeys.shortForm().all().keySet().stream()
                    .anyMatch(
                        known ->
                            known.equals(key)
                                || known.startsWith(key + ".")
                                || known.startsWith(key + "[]")));
  }
}
