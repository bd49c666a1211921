package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of docs/spec/LORWEB.md section 4 from a folder that holds configurations only. */
class DryRunTest {

  private static final Path SHIPPED =
      Path.of("train/src/test/resources/io/lorweb/train/recipe/shipped.yaml");

  @TempDir Path folder;

  @BeforeEach
  void configurationsOnly() throws IOException {
    Files.createDirectories(folder.resolve("transformer"));
    Files.createDirectories(folder.resolve("vae"));
    Files.writeString(
        folder.resolve("transformer/config.json"),
        """
        {"_class_name": "FluxTransformer2DModel", "attention_head_dim": 128,
         "guidance_embeds": true, "in_channels": 64, "joint_attention_dim": 4096,
         "num_attention_heads": 24, "num_layers": 19, "num_single_layers": 38, "patch_size": 1,
         "pooled_projection_dim": 768, "axes_dims_rope": [16, 56, 56]}
        """);
    Files.writeString(
        folder.resolve("vae/config.json"),
        """
        {"_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512],
         "layers_per_block": 2, "latent_channels": 16, "norm_num_groups": 32,
         "scaling_factor": 0.3611, "shift_factor": 0.1159, "mid_block_add_attention": true,
         "use_quant_conv": false, "use_post_quant_conv": false}
        """);
  }

  private DryRun plan(String... sets) {
    List<String> all = new ArrayList<>(List.of("model.name_or_path=" + folder, "device=cpu"));
    all.addAll(Arrays.asList(sets));
    return DryRun.of(RecipeFile.read(SHIPPED, all, Optional.empty()).recipe());
  }

  @Test
  void thePapersRun() {
    DryRun run =
        plan(
            "network.linear=4",
            "network.linear_alpha=4",
            "network.network_kwargs.loras_num=32",
            "network.network_kwargs.lora_softmax=true",
            "network.network_kwargs.query_mode=cat-aa'b");
    assertThat(run.parameters())
        .isEqualTo(new ParameterCount(494, 298_844_160, 388_497_408, 2_023_424, 145_686_528, 0, 0));
    assertThat(run.parameters().total()).isEqualTo(835_051_520);
    assertThat(run.base()).isEqualTo(11_901_408_320L);
    assertThat(run.query()).isEqualTo(2304);
    assertThat(run.tokens()).isEqualTo(2560);
    // Section 12: 16.53, 2.30 and 0.995 T multiply-adds at 512 x 512.
    assertThat(run.work().linears()).isCloseTo(16.53e12, within(0.01e12));
    assertThat(run.work().attention()).isCloseTo(2.30e12, within(0.01e12));
    assertThat(run.work().adapter()).isCloseTo(0.995e12, within(0.002e12));
    // Section 12: parameters, gradients and 8-bit moments take about 8.4 GB.
    MemoryEstimate memory = run.memory();
    assertThat(memory.parameters() + memory.gradients() + memory.moments())
        .isBetween(8_300_000_000L, 8_500_000_000L);
    assertThat(run.seconds()).isPositive();
    assertThat(DryRunReport.lines(run)).anyMatch(line -> line.contains("835,051,520"));
    JsonNode json = DryRunReport.json(run);
    assertThat(json.at("/parameters/total").asLong()).isEqualTo(835_051_520);
    assertThat(json.at("/config/train/steps").asInt()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "4 | 16 | cat-aa'b | openai/clip-vit-large-patch14 | 490369024",
        "4 | 64 | cat-aa'b | openai/clip-vit-large-patch14 | 1524416512",
        "16 | 32 | cat-aa'b | openai/clip-vit-large-patch14 | 2897076224",
        "16 | 8 | cat-aa'b | openai/clip-vit-large-patch14 | 833533952",
        "4 | 32 | aa'bb' | openai/clip-vit-large-patch14 | 737927168",
        "4 | 32 | cat-aa'b | google/siglip2-base-patch16-224 | 835051520",
        "128 | 1 | cat-aa'b | openai/clip-vit-large-patch14 | 833091328",
      })
  void otherConfigurations(int rank, int size, String mode, String encoder, long total) {
    DryRun run =
        plan(
            "network.linear=" + rank,
            "network.network_kwargs.loras_num=" + size,
            "network.network_kwargs.query_mode=" + mode,
            "network.network_kwargs.external_query_model=" + encoder);
    assertThat(run.parameters().total()).isEqualTo(total);
  }

  @ParameterizedTest
  @CsvSource({"128, 687341568", "256, 1374683136"})
  void plainLora(int rank, long total) {
    DryRun run = plan("network.type=lora", "network.linear=" + rank);
    assertThat(run.parameters()).extracting(ParameterCount::total).isEqualTo(total);
    assertThat(run.query()).isZero();
  }

  @Test
  void targetsAndPatchesAndInternalQueries() {
    assertThat(
            plan("network.network_kwargs.only_if_contains=[single_transformer_blocks]")
                .parameters()
                .linears())
        .isEqualTo(38 * 6);
    assertThat(plan("network.network_kwargs.query_mode=cat-paa'b").query()).isEqualTo(3 * 1024);
    DryRun internal =
        plan(
            "network.network_kwargs.external_query=false",
            "network.network_kwargs.query_mode=aa'bb'");
    assertThat(internal.query()).isZero();
    assertThat(internal.parameters().projections()).isEqualTo(128L * 298_844_160 / 128);
    assertThatThrownBy(() -> plan("network.network_kwargs.only_if_contains=[nothing]"))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> plan("network.network_kwargs.query_projection_type=none"))
        .hasMessageContaining("lora_keys_dim is 128 but the query");
    assertThatThrownBy(() -> plan("network.network_kwargs.external_query_model=some/vit"))
        .hasMessageContaining("whose sizes are known");
  }

  @Test
  void checkpointingTradesMemoryForTime() {
    DryRun with = plan();
    DryRun without = plan("train.gradient_checkpointing=false");
    assertThat(with.memory().activations()).isLessThan(without.memory().activations() / 5);
    assertThat(with.work().training()).isGreaterThan(without.work().training() * 1.2);
  }

  @Test
  void publishedModelNeedsNoFolderAndUnknownOnesAreRefused() {
    Recipe paper =
        RecipeFile.read(Path.of("examples/training/paper.yaml"), List.of(), Optional.empty())
            .recipe();
    DryRun run = DryRun.of(paper);
    assertThat(run.parameters().total()).isEqualTo(835_051_520);
    assertThat(run.notices()).anyMatch(n -> n.contains("published sizes"));
    assertThatThrownBy(() -> plan("model.name_or_path=no/where"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'no/where' is neither a folder nor in the hub cache");
  }

  @Test
  void embeddedModel() {
    Path own = Path.of("examples/training/own.yaml");
    DryRun run = DryRun.of(RecipeFile.read(own, List.of(), Optional.empty()).recipe());
    assertThat(run.parameters().linears()).isEqualTo(3 * 14 + 6 * 6);
    assertThat(run.tokens()).isEqualTo(64 + 64 + 20);
    DryRun base =
        DryRun.of(
            RecipeFile.read(own, List.of("adapter={type: base, ema: 0.9}"), Optional.empty())
                .recipe());
    assertThat(base.parameters().total()).isEqualTo(base.base());
    assertThat(base.memory().base()).isZero();
  }

  @Test
  void muonKeepsOneMomentOfMatricesAndTwoOfTheRest() {
    ParameterCount count = plan().parameters();
    assertThat(count.matrices()).isEqualTo(count.a() + count.b()).isPositive();
    DryRun run = plan("train.optimizer=muon");
    assertThat(run.memory().moments())
        .isEqualTo(4 * count.matrices() + 8 * (count.keys() + count.projections()));
    assertThat(run.memory().moments()).isLessThan(plan("train.optimizer=adamw").memory().moments());
    assertThat(DryRunReport.lines(run))
        .contains("  optimizer: \"muon\"")
        .anyMatch(
            line ->
                line.startsWith("optimizer ")
                    && line.contains(
                        String.format(
                            Locale.ROOT, "muon for the %,d parameters", count.matrices())));
    assertThat(DryRunReport.json(run).at("/parameters/matrices").asLong())
        .isEqualTo(count.matrices());
  }

  @Test
  void validationIsCounted() {
    Path own = Path.of("examples/training/own.yaml");
    List<String> sets = List.of("validate={every: 300, examples: 10}", "train.steps=1000");
    DryRun run = DryRun.of(RecipeFile.read(own, sets, Optional.empty()).recipe());
    // Before the first step, after 300, 600, 900 and after the last.
    double examples = 5 * 10 * run.work().forward();
    assertThat(run.secondsOfValidation() * run.speed()).isCloseTo(examples, withinPercentage(1e-6));
    assertThat(run.seconds())
        .isCloseTo(1000 * run.secondsPerStep() + run.secondsOfValidation(), withinPercentage(1e-6));
    assertThat(DryRunReport.lines(run))
        .anyMatch(line -> line.contains("10 examples of the split 'test', 5 times"));
  }
}
