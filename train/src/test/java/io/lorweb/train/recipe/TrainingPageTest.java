package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.KnownKeys;
import io.lorweb.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/training.md names every key and shows the defaults. */
class TrainingPageTest {

  private static final Path PAGE = Path.of("docs/training.md");

  static Stream<Map.Entry<String, KnownKeys.Key>> keys() {
    return RecipeKeys.reference().all().entrySet().stream()
        .filter(entry -> entry.getValue().verdict() != KnownKeys.Verdict.USED);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyThatIsNotTheReferencesOwnIsNamed(Map.Entry<String, KnownKeys.Key> key)
      throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("`" + key.getKey().replace(".*", "") + "`")
        .contains(key.getValue().reason());
  }

  @Test
  void shortFormOnThePageIsTheDefault() throws IOException {
    String page = Files.readString(PAGE);
    String yaml = page.substring(page.indexOf("```yaml") + 7);
    yaml =
        yaml.substring(0, yaml.indexOf("```"))
            .replaceAll("(?m)^.*: \\.\\.\\..*$", "")
            // Only what the page calls special to a base is no default.
            .replaceAll("(?m)^  (fresh|text|ema|kl):.*$", "");
    assertThat(read(yaml)).isEqualTo(read("name: my-edit\ndata: pictures/"));
  }

  private static Recipe read(String text) {
    YamlFile file = YamlFile.parse("page.yaml", text, name -> null);
    return RecipeFile.read(file, "page", List.of(), Optional.empty(), name -> null).recipe();
  }
}
