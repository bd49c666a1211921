package io.lorweb.tiny.drawings;

import io.lorweb.error.InputException;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the pool: packages to pixels, once; the result is kept on the disk under a name that
 * follows from the packages and the size.
 *
 * @param packages where the packages are
 * @param cache folder for painted drawings
 * @param size side of the drawings in pixels, in [16, 512]
 * @param threads drawings painted at once
 */
public record PoolMaker(Packages packages, Path cache, int size, int threads) {

  /** Counts with the packages: raised when painting changes, so that old pixels are not used. */
  private static final String PAINTING = "1";

  public PoolMaker {
    if (size < 16 || size > 512) {
      throw InputException.of("setting 'size' is %d but must lie in [16, 512]", size);
    }
  }

  /**
   * A pool and what is not in it.
   *
   * @param pool the drawings
   * @param failures one sentence for each drawing that could not be painted; empty when the
   *     drawings had been painted before
   */
  public record Made(Pool pool, List<String> failures) {}

  private record Job(Style style, String name, Source source) {}

  private record Painted(byte[] rgba, String failure) {}

  /** Opens the pool, and paints first what the disk does not have. */
  public Made make(Progress progress) {
    Map<Style, PoolFile> files = new EnumMap<>(Style.class);
    List<Style> missing = new ArrayList<>();
    for (Style style : Style.values()) {
      PoolFile.open(file(style), style, size)
          .ifPresentOrElse(file -> files.put(style, file), () -> missing.add(style));
    }
    List<String> failures = new ArrayList<>();
    if (!missing.isEmpty()) {
      Map<Style, SortedMap<String, Source>> sources = sources();
      long total = missing.stream().mapToLong(style -> sources.get(style).size()).sum();
      Steps steps = new Steps(progress, total);
      // Style by style: all of them at once need a lot of memory at large sizes.
      for (Style style : missing) {
        files.put(style, paint(style, sources.get(style), failures, steps));
      }
    }
    return new Made(new Pool(size, files), List.copyOf(failures));
  }

  private Map<Style, SortedMap<String, Source>> sources() {
    Map<String, Path> tarballs = new HashMap<>();
    for (NpmPackage one : NpmPackage.all()) {
      tarballs.put(one.key(), packages.file(one));
    }
    return Sources.read(tarballs::get);
  }

  private PoolFile paint(
      Style style, SortedMap<String, Source> sources, List<String> failures, Steps steps) {
    List<Job> jobs = new ArrayList<>();
    sources.forEach((name, source) -> jobs.add(new Job(style, name, source)));
    List<Painted> painted = Parallel.map(jobs, threads, this::paint, steps);
    steps.done += jobs.size();
    SortedMap<String, byte[]> drawings = new TreeMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (painted.get(i).rgba() == null) {
        failures.add(painted.get(i).failure());
      } else {
        drawings.put(jobs.get(i).name(), painted.get(i).rgba());
      }
    }
    Path file = file(style);
    PoolFile.write(file, size, drawings);
    return PoolFile.open(file, style, size)
        .orElseThrow(
            () -> InputException.of("%s was changed while it was written; try again", file));
  }

  /** Several pieces of work shown as one. */
  private static final class Steps implements Progress {
    private final Progress progress;
    private final long total;
    private long done;

    private Steps(Progress progress, long total) {
      this.progress = progress;
      this.total = total;
    }

    @Override
    public void after(Step step) {
      progress.after(new Step(step.phase(), done + step.done(), total));
    }

    @Override
    public boolean cancelled() {
      return progress.cancelled();
    }
  }

  /** Whatever a library throws is the drawing's fault: it is left out and listed. */
  private Painted paint(Job job) {
    String what = job.style().id() + " " + job.name();
    try {
      byte[] rgba = job.source().pixels(size);
      for (int i = 3; i < rgba.length; i += 4) {
        if (rgba[i] != 0) {
          return new Painted(rgba, "");
        }
      }
      return new Painted(null, what + ": nothing was painted");
    } catch (IOException | RuntimeException e) {
      return new Painted(null, what + ": " + e);
    }
  }

  /** Where a style's painted drawings are kept. */
  Path file(Style style) {
    StringBuilder hashes = new StringBuilder(PAINTING);
    NpmPackage.all().forEach(one -> hashes.append(one.sha256()));
    return cache.resolve(
        String.format(
            Locale.ROOT, "%s-%d-%08x.pool", style.id(), size, Split.hash(hashes.toString())));
  }
}
