package io.lorweb.cli;

import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.GivenMixture;
import io.lorweb.image.PictureReader;
import io.lorweb.record.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One picture that is asked for.
 *
 * @param subject the picture to edit
 * @param settings how
 * @param mixture given coefficients, instead of those that the analogy has
 * @param matchB whether the stored picture is resized to b's size
 * @param files where b, a, a', a, a', ... and the mask lie
 */
record Run(
    Subject subject,
    Settings settings,
    Optional<GivenMixture> mixture,
    boolean matchB,
    List<Path> files) {

  /**
   * With the coefficients that the analogy has.
   *
   * @param beside what is given beside b
   * @param pictures b, a, a', a, a', ...
   */
  static Run of(Settings settings, Beside beside, boolean matchB, List<Path> pictures) {
    List<Path> files = new ArrayList<>(pictures);
    beside.mask().ifPresent(files::add);
    Subject subject = beside.of(PictureReader.read(pictures.get(0), settings.canvas().profiles()));
    return new Run(subject, settings, Optional.empty(), matchB, files);
  }

  /** b, then the demonstration's pictures. */
  static List<Path> files(Path b, List<Path> pairs) {
    List<Path> files = new ArrayList<>(List.of(b));
    files.addAll(pairs);
    return files;
  }

  /** The same as was asked for then. */
  static Run again(RunRecord record) {
    return new Run(
        record.subject(),
        record.settings(),
        record.mixture(),
        record.matchB(),
        record.names().stream().map(Path::of).toList());
  }

  /** How {@code result} was made, for its file. */
  RunRecord record(Result result) {
    return RunRecord.of(result).matchingB(matchB).from(files);
  }
}
