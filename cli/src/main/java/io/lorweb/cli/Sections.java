package io.lorweb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The groups in which a long help shows its options. An option names its own where it stands, by
 * {@code order}; those that name none come last.
 */
final class Sections {

  /** What most calls need, before all others. */
  static final int FIRST = 1;

  static final int INPUT = 2;
  static final int OUTPUT = 3;
  static final int EDIT = 4;
  static final int SAMPLING = 5;
  static final int MODEL = 6;
  static final int ADVANCED = 7;
  private static final int OTHER = 8;

  private static final Map<Integer, String> TITLES =
      Map.of(
          FIRST, "Most wanted",
          INPUT, "Input",
          OUTPUT, "Output",
          EDIT, "The edit",
          SAMPLING, "Sampling",
          MODEL, "The model",
          ADVANCED, "Advanced",
          OTHER, "Other");

  private Sections() {}

  /** Lets {@code command} show its options in groups. */
  static void show(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> grouped(help));
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
  }

  private static String grouped(Help help) {
    Map<Integer, List<OptionSpec>> groups = new TreeMap<>();
    List<OptionSpec> shown =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    for (OptionSpec option : shown) {
      int group = TITLES.containsKey(option.order()) ? option.order() : OTHER;
      groups.computeIfAbsent(group, number -> new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (number, options) -> {
          // One layout's columns are as wide as the longest of all options needs them.
          Help.Layout layout =
              help.createDefaultLayout(
                  shown, help.commandSpec().positionalParameters(), help.colorScheme());
          layout.addAllOptions(options, help.parameterLabelRenderer());
          text.append(String.format("%n%s:%n%s", TITLES.get(number), layout));
        });
    return text.toString();
  }
}
