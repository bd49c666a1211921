package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved analogies with weights. */
class MixedAnalogiesTest {

  private static final Path B = Examples.b("sepia");

  @TempDir static Path shared;
  private static Path sepia;
  private static Path invert;

  @TempDir Path folder;

  @BeforeAll
  static void save() {
    sepia = saved("sepia");
    invert = saved("invert");
  }

  private static Path saved(String example) {
    Path file = shared.resolve(example + ".analogy");
    CommandRun.of(
            "apply",
            Examples.a(example),
            Examples.a2(example),
            B,
            "-o",
            shared.resolve("x.png"),
            "--analogy-out",
            file)
        .succeeded();
    return file;
  }

  private CommandRun tried(String name, Object... options) {
    return CommandRun.of("apply", B, options, "-o", folder.resolve(name));
  }

  private Path apply(String name, Object... options) {
    tried(name, options).succeeded();
    return folder.resolve(name);
  }

  private static void assertSame(Path one, Path other) {
    assertThat(Examples.read(one)).isEqualTo(Examples.read(other));
  }

  @Test
  void theWholeWeightOnOneIsThatOne() {
    Path first = apply("sepia.png", "--analogy", sepia);
    Path second = apply("invert.png", "--analogy", invert);

    Path one = apply("one.png", "--analogy", sepia + ":1", "--analogy", invert + ":0");
    Path other = apply("other.png", "--analogy", sepia + ":0.0", "--analogy", invert);

    assertThat(Examples.read(first)).isNotEqualTo(Examples.read(second));
    assertSame(one, first);
    assertSame(other, second);
  }

  @Test
  void aWeightIsAStrengthWithItsSign() {
    Path minus = apply("minus.png", "--analogy", sepia + ":-1.5");

    assertSame(minus, apply("strength.png", "--analogy", sepia, "--strength", -1.5));
    assertThat(Examples.read(minus))
        .isNotEqualTo(Examples.read(apply("plus.png", "--analogy", sepia + ":1.5")));
  }

  @Test
  void halfOfEachHasTheMeanOfTheirCoefficients() {
    JsonNode first = tried("a.png", "--analogy", sepia, "--json").succeeded().json();
    JsonNode second = tried("b.png", "--analogy", invert, "--json").succeeded().json();
    JsonNode half =
        tried("c.png", "--analogy", sepia + ":.5", "--analogy", invert + ":5e-1", "--json")
            .succeeded()
            .json();

    assertThat(half.at("/routing/origin").asText())
        .isEqualTo("0.5 x Analogy saved in " + sepia + " + 0.5 x Analogy saved in " + invert);
    assertThat(first.at("/routing").has("origin")).isFalse();
    JsonNode means = half.at("/routing/coefficients");
    assertThat(means.size()).isPositive();
    int different = 0;
    for (String path : (Iterable<String>) means::fieldNames) {
      assertThat(means.get(path)).hasSize(first.at("/routing/size").asInt());
      for (int i = 0; i < means.get(path).size(); i++) {
        double one = first.at("/routing/coefficients").get(path).get(i).asDouble();
        double other = second.at("/routing/coefficients").get(path).get(i).asDouble();
        assertThat(means.get(path).get(i).asDouble()).isCloseTo((one + other) / 2, within(1e-6));
        different += Math.abs(one - other) > 1e-3 ? 1 : 0;
      }
    }
    assertThat(different).isPositive();
  }

  @Test
  void namesMayHoldColons() throws Exception {
    Path odd = Files.copy(sepia, folder.resolve("odd:0.5"));
    Path plain = apply("plain.png", "--analogy", sepia);

    assertSame(apply("odd.png", "--analogy", odd), plain);
    assertSame(apply("weighted.png", "--analogy", odd + ":1"), plain);
    assertSame(
        apply("half.png", "--analogy", odd + ":0.5"),
        apply("strength.png", "--analogy", sepia, "--strength", 0.5));
    tried("x.png", "--analogy", folder.resolve("none:much")).refused("none:much");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "1e999"})
  void weightsAreFinite(String weight) {
    tried("x.png", "--analogy", sepia + ":" + weight)
        .refused("--analogy", weight, "must be a finite number");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void analogiesOfDifferentAdaptersAreNotMixed() {
    Path square = Examples.CHECKPOINT;
    Path foreign = folder.resolve("foreign.analogy");
    CommandRun.of(
            "apply",
            square.resolve("a.png"),
            square.resolve("a2.png"),
            square.resolve("b.png"),
            "-w",
            square.resolve("lorweb.safetensors"),
            "-c",
            square.resolve("config.yaml"),
            "--model",
            square.resolve("model"),
            "--steps",
            1,
            "--text-length",
            16,
            "--max-area",
            4096,
            "--analogy-out",
            foreign,
            "-o",
            folder.resolve("foreign.png"))
        .succeeded();

    tried("x.png", "--analogy", sepia + ":0.5", "--analogy", foreign + ":0.5")
        .refused("foreign.analogy was made with another adapter than");
  }

  @Test
  void theFileOfAMixedAnalogyRepeatsIt() throws Exception {
    Path first = apply("first.png", "--analogy", sepia + ":0.7", "--analogy", invert + ":-0.2");
    Path again = folder.resolve("again.png");
    Object[] from = {"apply", "--from", first, "-o", again};

    CommandRun.of(from)
        .refused("sepia.analogy of the run does not exist here: give it with --analogy");
    CommandRun.of(from, "--analogy", sepia).succeeded();
    assertSame(again, first);
    Path beside = Files.copy(sepia, folder.resolve(sepia.getFileName()));
    CommandRun.of(from).succeeded();
    assertSame(again, first);
    Files.delete(beside);

    Path moved = Files.copy(sepia, folder.resolve("moved.analogy"));
    CommandRun.of(from, "--analogy", moved).succeeded();
    assertSame(again, first);
    CommandRun.of(from, "--analogy", moved + ":2").refused("--analogy once", "without a weight");
    CommandRun.of(from, "--analogy", moved, "--analogy", invert).refused("--analogy once");
  }

  @Test
  void aMixtureIsExported() {
    Path one = folder.resolve("one.safetensors");
    Path mixed = folder.resolve("mixed.safetensors");

    CommandRun.of("export", "--analogy", sepia, "-b", B, "-o", one).succeeded();
    CommandRun.of("export", "--analogy", sepia, "--analogy", invert + ":0", "-b", B, "-o", mixed)
        .succeeded();

    assertThat(mixed).hasSameBinaryContentAs(one);
  }

  @Test
  void theCoefficientsAreDrawn() {
    Path map = folder.resolve("map.png");

    apply("x.png", "--analogy", sepia, "--routing", map, "--steps", 1);

    assertThat(Examples.read(map).width()).isGreaterThan(640);
    tried("y.png", "--analogy", sepia, "--routing", B).refused("overwrite");
    Path edited = folder.resolve("edited.png");
    CommandRun.of("edit", B, "-p", "make a negative", "--steps", 1, "-o", edited).succeeded();
    CommandRun.of("apply", "--from", edited, "-o", folder.resolve("z.png"), "--routing", map)
        .refused("--routing", "nothing is mixed");
    assertThat(folder.resolve("z.png")).doesNotExist();
  }
}
