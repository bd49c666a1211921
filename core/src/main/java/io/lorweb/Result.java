package io.lorweb;

import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.GivenMixture;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Spans;
import io.lorweb.explain.Explanation;
import io.lorweb.image.Picture;
import io.lorweb.model.LoadedFiles;
import io.lorweb.pipeline.Generated;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One finished picture. It writes itself as a PNG that carries how it was made, so that {@code
 * lorweb apply --from} or {@link RunRecord} can repeat the run.
 *
 * @param picture b', the generated cell, enlarged if it was made of a draft
 * @param canvas all that was generated: the 2 x 2 composite under the grid layout, else one cell
 * @param mixture the coefficients it was made with; absent without an adapter or with internal
 *     queries
 * @param spans how far edit and b lie from those that the adapter was trained on, where known
 * @param explanation which instructions make a' of a, where that was asked for; where they hold,
 *     the picture was made by them
 * @param run every setting as it was used
 * @param inputs what it was made of
 */
public record Result(
    Picture picture,
    Picture canvas,
    Optional<Mixture> mixture,
    Spans.Scores spans,
    Optional<Explanation> explanation,
    RunSettings run,
    Inputs inputs) {

  /**
   * What a picture was made of.
   *
   * @param load what was loaded
   * @param files what it held
   * @param pairs the demonstration; empty for an edit by instruction and for a saved analogy
   * @param subject the picture that was edited, with what was given beside it
   * @param saved the saved analogy that was used instead of pairs
   * @param mixture coefficients that were given instead of routed ones
   */
  public record Inputs(
      LoadOptions load,
      LoadedFiles files,
      List<Demonstration> pairs,
      Subject subject,
      Optional<Path> saved,
      Optional<GivenMixture> mixture) {

    public Inputs {
      pairs = List.copyOf(pairs);
    }

    Inputs with(GivenMixture given) {
      return new Inputs(load, files, pairs, subject, saved, Optional.of(given));
    }
  }

  /** Without mixing coefficients to tell of. */
  static Result of(Generated generated, RunSettings run, Inputs inputs) {
    return new Result(
        generated.picture(),
        generated.canvas(),
        Optional.empty(),
        Spans.Scores.NONE,
        Optional.empty(),
        run,
        inputs);
  }

  /** The same, with what was found in words. */
  Result explained(Explanation found) {
    return new Result(picture, canvas, mixture, spans, Optional.of(found), run, inputs);
  }

  /** A PNG file with all settings and the hashes of the pictures that went in. */
  public byte[] toPng() {
    return toPng(Detail.HASHES);
  }

  /** A PNG file that carries as much of the run as {@code detail} says. */
  public byte[] toPng(Detail detail) {
    Objects.requireNonNull(detail, "detail");
    return RunRecord.of(this).toPng(this, detail);
  }

  /** Writes {@link #toPng()}, whole or not at all. */
  public void write(Path file) {
    write(file, Detail.HASHES);
  }

  /**
   * Writes {@link #toPng(Detail)}, whole or not at all.
   *
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public void write(Path file, Detail detail) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(detail, "detail");
    RunRecord.of(this).write(file, this, detail);
  }

  /** Writes {@link #toPng()}; the stream stays open. */
  public void write(OutputStream stream) throws IOException {
    write(stream, Detail.HASHES);
  }

  /** Writes {@link #toPng(Detail)}; the stream stays open. */
  public void write(OutputStream stream, Detail detail) throws IOException {
    Objects.requireNonNull(stream, "stream");
    stream.write(toPng(detail));
  }
}
