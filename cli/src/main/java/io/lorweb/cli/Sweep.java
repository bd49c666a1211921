package io.lorweb.cli;

import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.eval.report.LabelledSheet;
import io.lorweb.record.SheetRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/**
 * The settings that a command line asks for: one, or those of every column and row of a sheet.
 *
 * @param settings with every option that has one value
 * @param columns the first option that has several
 * @param rows the second
 */
record Sweep(Settings settings, Optional<Axis> columns, Optional<Axis> rows) {

  /**
   * What {@code axes} make of {@code base}. Every setting is made once here, so that a wrong one is
   * refused before a model is loaded.
   *
   * @param given tells which option came first
   */
  static Sweep of(Settings base, List<Axis> axes, ParseResult given) {
    Settings settings = base;
    List<Axis> several = new ArrayList<>();
    for (Axis axis : axes) {
      if (axis.several()) {
        several.add(axis);
      } else {
        settings = axis.choices().get(0).change().apply(settings);
      }
    }
    several.sort(Comparator.comparingInt(axis -> axis.position(given)));
    if (several.size() > 2) {
      throw InputException.of(
          "%s have several values each: two options may, one for the columns of the sheet and one"
              + " for its rows",
          several.stream().map(Axis::option).collect(Collectors.joining(", ")));
    }
    Sweep sweep =
        new Sweep(settings, several.stream().findFirst(), several.stream().skip(1).findFirst());
    if (sweep.sheet()) {
      List<List<Settings>> cells = sweep.cells();
      LabelledSheet.requireFit(cells.get(0).size(), cells.size());
    }
    return sweep;
  }

  boolean sheet() {
    return columns.isPresent();
  }

  /**
   * The one setting.
   *
   * @param reason why there may be only one, as the beginning of a sentence
   * @throws InputException when there are several
   */
  Settings only(String reason) {
    columns.ifPresent(
        axis -> {
          throw InputException.of("%s: give one value of %s", reason, axis.option());
        });
    return settings;
  }

  /** [rows][columns]. */
  List<List<Settings>> cells() {
    return each(rows, settings).stream().map(row -> each(columns, row)).toList();
  }

  /** {@code from} with every choice of {@code axis}; itself where there is none. */
  static List<Settings> each(Optional<Axis> axis, Settings from) {
    return axis.map(
            some -> some.choices().stream().map(choice -> choice.change().apply(from)).toList())
        .orElseGet(() -> List.of(from));
  }

  /** What differs from cell to cell. */
  SheetRecord record() {
    return new SheetRecord(columns.orElseThrow().record(), rows.map(Axis::record));
  }
}
