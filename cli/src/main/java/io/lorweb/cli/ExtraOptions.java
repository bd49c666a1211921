package io.lorweb.cli;

import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.eval.routing.MixtureMap;
import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureWriter;
import io.lorweb.record.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for what is written beside a result; of several results each has its own. */
final class ExtraOptions {

  /** The one of them that is no picture. */
  private static final String ANALOGY = "--analogy-out";

  @Option(
      order = Sections.OUTPUT,
      names = "--save-grid",
      paramLabel = "FILE",
      description = "Also save the whole canvas.")
  Path grid;

  @Option(
      order = Sections.FIRST,
      names = "--sheet",
      paramLabel = "FILE",
      description = "Also save a contact sheet of a, a', b and b'.")
  Path sheet;

  @Option(
      order = Sections.OUTPUT,
      names = "--routing",
      paramLabel = "FILE",
      description = "Also save a map of the mixing coefficients: N rows, a column per Linear.")
  Path routing;

  @Option(
      order = Sections.OUTPUT,
      names = ANALOGY,
      paramLabel = "FILE",
      description = "Also save the analogy, to be applied to other pictures later.")
  Path analogyOut;

  private Map<String, Path> given() {
    Map<String, Path> given = new LinkedHashMap<>();
    given.put("--save-grid", grid);
    given.put("--sheet", sheet);
    given.put("--routing", routing);
    given.put(ANALOGY, analogyOut);
    given.values().removeIf(file -> file == null);
    return given;
  }

  /** Refuses what could not be written in the end. */
  void check(Path target, OutputTargets.Distinct files, boolean several) {
    if (routing != null) {
      Lettering.require();
    }
    files.picture("-o", target);
    given()
        .forEach(
            (option, file) -> {
              Path own = of(file, target, several);
              if (option.equals(ANALOGY)) {
                files.add(option, own);
              } else {
                files.picture(option, own);
              }
            });
  }

  /** Refuses to draw coefficients where there are none, before anything is made. */
  void check(LoRWeB lorweb, Settings settings) {
    if (routing != null && settings.mixing().explains()) {
      throw new InputException(
          "--routing draws mixing coefficients, and what setting 'explain' finds in words has none:"
              + " leave one of them out");
    }
    boolean mixes = lorweb.adapter().filter(one -> one.config().external()).isPresent();
    if (routing != null && !mixes) {
      throw new InputException(
          "--routing draws the coefficients of one mixture, but here is none: nothing is mixed, or"
              + " each layer mixes by its own input at every call");
    }
  }

  /** Refuses all of them: a sheet has more than one of each. */
  void refuseForSheets() {
    given()
        .keySet()
        .forEach(
            option -> {
              throw InputException.of(
                  "%s belongs to one picture, and options with several values make a sheet of many:"
                      + " leave it out, or give one value of each",
                  option);
            });
  }

  /** Where the analogy goes. */
  Optional<Path> analogy(Path target, boolean several) {
    return Optional.ofNullable(analogyOut).map(file -> of(file, target, several));
  }

  /**
   * Writes the pictures among them.
   *
   * @param picture as it was written to {@code target}
   */
  void write(Path target, RunRecord record, Result result, Picture picture, boolean several) {
    if (grid != null) {
      PictureWriter.write(of(grid, target, several), result.canvas(), Map.of());
    }
    if (sheet != null) {
      Picture row = ContactSheet.of(record.pairs(), record.b(), picture);
      PictureWriter.write(of(sheet, target, several), row, Map.of());
    }
    if (routing != null) {
      String title = "Mixing coefficients of " + target.getFileName();
      Picture map = MixtureMap.of(result.mixture().orElseThrow(), title);
      PictureWriter.write(of(routing, target, several), map, Map.of());
    }
  }

  private static Path of(Path file, Path target, boolean several) {
    return several ? OutputTargets.each(file, OutputTargets.stem(target)) : file;
  }
}
