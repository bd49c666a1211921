package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditAndExportTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");
  private static final Path LATENTS = Examples.latents("sepia");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"diffusers", "kohya"})
  void anExportedAnalogyMakesTheSamePictureAsTheAnalogy(String format) {
    Path lora = folder.resolve("sepia.safetensors");
    Path applied = folder.resolve("applied.png");
    Path edited = folder.resolve("edited.png");

    CommandRun.of("apply", A, A2, B, "-o", applied, "--layout", "query", "--latents", LATENTS)
        .succeeded();
    export(lora, "--format", format);
    CommandRun.of("edit", B, "-p", "", "--lora", lora, 1, "-o", edited, "--latents", LATENTS)
        .succeeded();

    Examples.assertEqualButRounding(edited, applied);
  }

  @Test
  void aSavedAnalogyExportsTheSameLora() {
    Path saved = folder.resolve("sepia.analogy");
    Path direct = folder.resolve("direct.safetensors");
    Path fromSaved = folder.resolve("saved.safetensors");

    CommandRun.of(
            "apply", A, A2, B, "-o", folder.resolve("x.png"), "--steps", 1, "--analogy-out", saved)
        .succeeded();
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", direct).succeeded();
    CommandRun.of("export", "--analogy", saved, "-b", B, "-o", fromSaved).succeeded();

    assertThat(fromSaved).hasSameBinaryContentAs(direct);
  }

  @Test
  void whatALoraCannotCarryIsSaid() {
    Path lora = folder.resolve("sepia.safetensors");

    CommandRun separate = CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora);
    CommandRun query =
        CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora, "--layout", "query");

    assertThat(separate.succeeded().err()).contains("layout separate", "a and a'");
    assertThat(query.succeeded().err()).doesNotContain("layout");
  }

  @Test
  void theStrengthIsPartOfTheExport() {
    Path lora = folder.resolve("half.safetensors");
    Path applied = folder.resolve("applied.png");
    Path edited = folder.resolve("edited.png");

    CommandRun.of(
            "apply",
            A,
            A2,
            B,
            "-o",
            applied,
            "--layout",
            "query",
            "--strength",
            0.5,
            "--latents",
            LATENTS)
        .succeeded();
    export(lora, "--strength", 0.5);
    CommandRun.of("edit", B, "-p", "", "--lora", lora, 1, "-o", edited, "--latents", LATENTS)
        .succeeded();

    Examples.assertEqualButRounding(edited, applied);
  }

  @Test
  void scalesAddUp() {
    Path lora = folder.resolve("sepia.safetensors");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora).succeeded();
    Path once = folder.resolve("once.png");
    Path twice = folder.resolve("twice.png");
    Path zero = folder.resolve("zero.png");
    Path bare = folder.resolve("bare.png");

    CommandRun.of("edit", B, "-p", "", "--lora", lora, 1, "-o", once).succeeded();
    CommandRun.of("edit", B, "--lora", lora, 0.5, "--lora", lora, 0.5, "-o", twice).succeeded();
    CommandRun.of("edit", B, "--lora", lora, 0, "-o", zero).succeeded();
    CommandRun.of("edit", B, "-o", bare).succeeded();

    Examples.assertEqualButRounding(twice, once);
    Examples.assertEqualButRounding(zero, bare);
    assertThat(Examples.read(once)).isNotEqualTo(Examples.read(bare));
  }

  @Test
  void severalPicturesAreEditedIntoAFolder() {
    Path out = folder.resolve("out");

    CommandRun run =
        CommandRun.of(
                "edit",
                B,
                Examples.file("sepia", "a.png"),
                "-p",
                "make a negative",
                "-o",
                out,
                "--steps",
                1,
                "--json")
            .succeeded();

    assertThat(Examples.list(out)).containsExactly("a.png", "b.png");
    assertThat(run.json()).hasSize(2);
  }

  @Test
  void anOrdinaryLoraAndALorwebAdapterAreNotMixedUp() {
    Path lora = folder.resolve("sepia.safetensors");
    Path adapter = Examples.CHECKPOINT.resolve("lorweb.safetensors");
    Path out = folder.resolve("x.png");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora).succeeded();

    CommandRun.of("apply", A, A2, B, "-w", lora, "-o", out).refused("--lora", "sepia.safetensors");
    CommandRun.of("edit", B, "--lora", adapter, 1, "-o", out)
        .refused("lorweb.safetensors", "--adapter");
    CommandRun.of("edit", B, "--lora", lora, "much", "-o", out).refused("--lora", "'much'");
    CommandRun.of("edit", B, "--lora", folder.resolve("none"), 1, "-o", out).refused("none");
    assertThat(out).doesNotExist();
  }

  @Test
  void anExportNeedsADemonstrationAndAKnownFormat() {
    Path out = folder.resolve("x.safetensors");

    CommandRun.of("export", "-b", B, "-o", out).refused("-a");
    CommandRun.of("export", "-a", A, "-b", B, "-o", out).refused("--a-prime");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", out, "--format", "gguf")
        .refused("'gguf'", "diffusers (peft), kohya, comfy");
    assertThat(Examples.list(folder)).isEmpty();
  }

  /** In the layout that edits have: coefficients are fitted to what the model sees. */
  private static void export(Path lora, Object... options) {
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora, "--layout", "query", options)
        .succeeded();
  }
}
