package io.lorweb.cli;

import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.basis.GivenMixture;
import io.lorweb.image.Picture;
import io.lorweb.record.RunRecord;
import java.util.Optional;

/**
 * One picture that is asked for.
 *
 * @param b the picture to edit
 * @param settings how
 * @param latents given starting noise
 * @param mixture given coefficients, instead of those that the analogy has
 * @param matchB whether the stored picture is resized to b's size
 */
record Run(
    Picture b,
    Settings settings,
    Optional<float[]> latents,
    Optional<GivenMixture> mixture,
    boolean matchB) {

  /** With the coefficients that the analogy has. */
  static Run of(Picture b, Settings settings, Optional<float[]> latents, boolean matchB) {
    return new Run(b, settings, latents, Optional.empty(), matchB);
  }

  /** The same as was asked for then. */
  static Run again(RunRecord record) {
    return new Run(
        record.b(), record.settings(), record.latents(), record.mixture(), record.matchB());
  }

  /** How {@code result} was made, for its file. */
  RunRecord record(Result result) {
    return RunRecord.of(result).matchingB(matchB);
  }
}
