package io.lorweb.cli;

import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.basis.GivenMixture;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.record.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One picture that is asked for.
 *
 * @param b the picture to edit
 * @param settings how
 * @param latents given starting noise
 * @param mixture given coefficients, instead of those that the analogy has
 * @param matchB whether the stored picture is resized to b's size
 * @param files where b, a, a', a, a', ... lie
 */
record Run(
    Picture b,
    Settings settings,
    Optional<float[]> latents,
    Optional<GivenMixture> mixture,
    boolean matchB,
    List<Path> files) {

  /** With the coefficients that the analogy has; its pictures are named in {@code files}. */
  static Run of(Settings settings, Optional<float[]> latents, boolean matchB, List<Path> files) {
    Picture b = PictureReader.read(files.get(0));
    return new Run(b, settings, latents, Optional.empty(), matchB, files);
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
        record.b(),
        record.settings(),
        record.latents(),
        record.mixture(),
        record.matchB(),
        record.names().stream().map(Path::of).toList());
  }

  /** How {@code result} was made, for its file. */
  RunRecord record(Result result) {
    return RunRecord.of(result).matchingB(matchB).from(files);
  }
}
