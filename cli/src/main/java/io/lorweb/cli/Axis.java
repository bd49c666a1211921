package io.lorweb.cli;

import io.lorweb.Settings;
import io.lorweb.record.SheetRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ParseResult;

/**
 * An option that may have several values, with the settings that each of them makes.
 *
 * @param option its longest name, such as {@code --steps}
 * @param choices one for each value
 */
record Axis(String option, List<Choice> choices) {

  /** What one value does. */
  record Choice(String label, UnaryOperator<Settings> change) {}

  Axis {
    choices = List.copyOf(choices);
  }

  /**
   * An option.
   *
   * @param values null when it was not given
   */
  static <T> Axis of(String option, Values<T> values, BiFunction<Settings, T, Settings> change) {
    List<Values.Value<T>> all = values == null ? List.of() : values.all();
    return new Axis(
        option,
        all.stream()
            .map(one -> new Choice(one.label(), settings -> change.apply(settings, one.value())))
            .toList());
  }

  /** Those that were given. */
  static List<Axis> given(Axis... axes) {
    return Arrays.stream(axes).filter(axis -> !axis.choices.isEmpty()).toList();
  }

  boolean several() {
    return choices.size() > 1;
  }

  /** Where it stands on the command line. */
  int position(ParseResult given) {
    return given.matchedOptions().indexOf(given.matchedOption(option));
  }

  /** Such as {@code steps}. */
  String name() {
    return option.substring(2);
  }

  SheetRecord.Axis record() {
    return new SheetRecord.Axis(name(), choices.stream().map(Choice::label).toList());
  }
}
