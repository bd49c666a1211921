package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a configuration, it is read or refused in one sentence. */
class MutatedRecipeTest {

  private static final String[] PIECES = {
    ":",
    "-",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "  ",
    "\t",
    "&a",
    "*a",
    "!!",
    "'",
    "\"",
    "#",
    "|",
    ">",
    "%",
    "${",
    "}",
    "<<: ",
    "null",
    "1e999",
    "-1",
    ".nan",
    "99999999999999999999",
    "\u0000",
    "\ud83d"
  };

  @Test
  void mutationsAreReadOrRefused() throws IOException {
    Random random = new Random(5);
    List<String> texts = new ArrayList<>();
    for (String file :
        List.of(
            "examples/training/paper.yaml",
            "examples/training/own.yaml",
            "train/src/test/resources/io/lorweb/train/recipe/shipped.yaml")) {
      texts.add(Files.readString(Path.of(file)));
    }
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      String text = texts.get(i % texts.size());
      for (int j = random.nextInt(3); j >= 0; j--) {
        text = mutated(text, random);
      }
      try {
        YamlFile file = YamlFile.parse("run.yaml", text, name -> null);
        RecipeFile.read(file, "run", List.of(), Optional.empty(), name -> null);
      } catch (InputException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(refused).isBetween(300, 1400);
  }

  private static String mutated(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(12));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(from);
      case 2 -> text.substring(0, from);
      default ->
          text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(from);
    };
  }
}
