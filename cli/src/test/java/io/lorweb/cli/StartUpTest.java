package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StartUpTest {

  @TempDir Path folder;

  /** The engine takes most of a second to load: whoever asks for help shall not wait for it. */
  @ParameterizedTest
  @CsvSource({
    "--help,0",
    "--version,0",
    "apply --help,0",
    "edit --help,0",
    "doctor --help,0",
    "generate-completion,0",
    "apply,2",
    "apply --stepz 3,2",
    "apply none.png none.png none.png -o x.png,2",
    "apply pom.xml pom.xml pom.xml -o x.png,2",
    "apply --steps 0 pom.xml pom.xml pom.xml -o x.png,2",
    "apply --batch none.jsonl -o out,2",
    "apply --from none.png -o x.png,2",
    "edit none.png -o x.png,2"
  })
  void helpAndMistakesNeedNoEngine(String line, int code) throws Exception {
    try (ChildRun child =
        ChildRun.start(folder, List.of("-Xlog:class+load"), (Object[]) line.split(" "))) {
      assertThat(child.code()).as(child.err()).isEqualTo(code);

      assertThat(child.out()).contains("io.lorweb.cli.Main ");
      assertThat(child.out().lines().filter(loaded -> loaded.contains("org.bytedeco"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "edit", "export"})
  void helpShowsExamples(String command) {
    assertThat(CommandRun.of(command, "--help").succeeded().out())
        .contains("Usage: lorweb " + command, "Examples:", "  lorweb " + command);
  }

  @Test
  void aCommandIsBuiltAloneAndEveryCommandUnderItsName() {
    Map<String, CommandLine> all = Main.commandLine().getSubcommands();
    assertThat(all).containsKeys("apply", "studio", "generate-completion", "help").hasSize(18);
    for (String name : all.keySet()) {
      assertThat(Main.commandLine(name).getSubcommands()).containsKey(name);
    }
    assertThat(Main.commandLine("apply", "--help").getSubcommands()).containsOnlyKeys("apply");
    assertThat(Main.commandLine("aply").getSubcommands()).hasSize(18);
    assertThat(Main.commandLine("-V").getSubcommands()).isEmpty();
  }

  @Test
  void theProgramsOwnHelpNamesItsCommandsAndExitCodes() {
    String help = CommandRun.of("--help").succeeded().out();

    assertThat(help).contains("apply", "edit", "export", "models", "doctor", "Exit codes: 0 done");
    assertThat(CommandRun.of().succeeded().out()).isEqualTo(help);
    assertThat(CommandRun.of("help", "apply").succeeded().out()).contains("Usage: lorweb apply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "apply --version", "doctor -V"})
  void theVersionIsThatOfTheBuild(String line) {
    assertThat(CommandRun.of((Object[]) line.split(" ")).succeeded().out())
        .matches("lorweb \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void theCompletionIsAScriptForBash() {
    assertThat(CommandRun.of("generate-completion").succeeded().out())
        .startsWith("#!/usr/bin/env bash")
        .contains("_complete_lorweb", "--strength", "complete -F");
  }
}
