package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says of itself. */
class HelpTest {

  @Test
  void applyShowsItsOptionsInGroupsTheMostWantedFirst() {
    String help = CommandRun.of("apply", "--help").succeeded().out();
    List<String> titles = help.lines().filter(line -> line.matches("[A-Z][a-z ]+:")).toList();
    assertThat(titles)
        .containsExactly(
            "Most wanted:",
            "Input:",
            "Output:",
            "The edit:",
            "Sampling:",
            "The model:",
            "Advanced:",
            "Other:",
            "Examples:");
    assertThat(help).startsWith("Usage: lorweb apply [OPTIONS] [PICTURE...]");
    String first = help.substring(help.indexOf("Most wanted:"), help.indexOf("Input:"));
    assertThat(first.lines().filter(line -> line.strip().startsWith("-"))).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "edit", "interpolate", "export"})
  void everyOptionStandsInTheHelpOnce(String command) {
    String whole = CommandRun.of(command, "--help").succeeded().out();
    String help = whole.substring(0, whole.indexOf("Examples:"));
    Main.commandLine().getSubcommands().get(command).getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option ->
                assertThat(help.lines().filter(line -> line.matches(pattern(option.longestName()))))
                    .as(option.longestName())
                    .hasSize(1));
    assertThat(help).doesNotContain("--no-embed");
  }

  private static String pattern(String name) {
    return "\\s+(-\\S+, )*" + name + "(?![\\w-]).*";
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--host", "--name", "--database"})
  void serversOfAllKindsAreAskedForInTheSameWords(String option) {
    CommandLine studio = Main.commandLine().getSubcommands().get("studio");
    CommandLine study = Main.commandLine().getSubcommands().get("study");
    String words = description(studio, option);
    assertThat(words).isNotEmpty();
    assertThat(description(study.getSubcommands().get("serve"), option)).isEqualTo(words);
  }

  private static String description(CommandLine command, String option) {
    String words = String.join("", command.getCommandSpec().findOption(option).description());
    return words.replaceAll("default: 786[01]", "");
  }

  @Test
  void theirPortsDiffer() {
    assertThat(CommandRun.of("studio", "--help").succeeded().out()).contains("default: 7860)");
    assertThat(CommandRun.of("study", "serve", "--help").succeeded().out())
        .contains("default: 7861)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "models", "train", "data check", "runs plot", "export"})
  void optionsWithoutEffectAreNotOffered(String command) {
    String help = CommandRun.of((Object[]) (command + " --help").split(" ")).succeeded().out();
    assertThat(help).doesNotContain("--no-metadata", "--embed");
  }

  @ParameterizedTest
  @CsvSource({
    "aply, did you mean apply?",
    "aplly, did you mean apply?",
    "trian, did you mean train?",
    "docter, did you mean doctor?"
  })
  void aCommandOfAFewOtherLettersIsGuessed(String word, String guess) {
    CommandRun.of(word, "a", "b").refused(guess);
  }

  @Test
  void anOptionOfAFewOtherLettersIsGuessed() {
    CommandRun.of("apply", "--sied", 3).refused("did you mean --seed?");
    CommandRun.of("apply", "--sizes=3").refused("did you mean --size?");
  }

  @Test
  void nothingIsGuessedOfWhatIsFarFromAll() {
    assertThat(CommandRun.of("xyzzy").err()).doesNotContain("did you mean");
    assertThat(CommandRun.of("generate").err()).doesNotContain("did you mean");
    assertThat(CommandRun.of("apply", "--frobnicate").err()).doesNotContain("did you mean");
  }

  @Test
  void completionKnowsTheValuesOfOptions() {
    String script = CommandRun.of("generate-completion").succeeded().out();
    assertThat(script)
        .contains(
            "(\"auto\" \"cpu\" \"cuda\") # --device values",
            "(\"grid\" \"separate\" \"query\") # --layout values",
            "(\"auto\" \"fp32\" \"bf16\" \"fp16\") # --dtype values",
            "(\"auto\" \"resident\" \"stream\" \"int8\") # --memory values",
            "(\"folded\" \"merged\") # --apply-mode values",
            "(\"reference\") # --compat values",
            "(\"diffusers\" \"kohya\" \"comfy\" \"bare\" \"onetrainer\" \"lycoris\") # --format values",
            "(\"tiny-kontext\"");
  }
}
