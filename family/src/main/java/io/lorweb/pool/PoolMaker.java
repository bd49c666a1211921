package io.lorweb.pool;

import io.lorweb.data.Parallel;
import io.lorweb.data.ProgressListener;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      throw InputException.of("--size is %d but must lie in [16, 512]", size);
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

  /** Opens the pool, and paints it first when the disk does not have it. */
  public Made make(ProgressListener listener) {
    Map<Style, PoolFile> files = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      PoolFile.open(file(style), style, size).ifPresent(file -> files.put(style, file));
    }
    if (files.size() == Style.values().length) {
      return new Made(new Pool(size, files), List.of());
    }
    return paint(listener);
  }

  private Made paint(ProgressListener listener) {
    Map<String, Path> tarballs = new HashMap<>();
    for (NpmPackage one : NpmPackage.all()) {
      tarballs.put(one.key(), packages.file(one));
    }
    List<Job> jobs = new ArrayList<>();
    Sources.read(tarballs::get)
        .forEach(
            (style, sources) ->
                sources.forEach((name, source) -> jobs.add(new Job(style, name, source))));
    List<Painted> painted = Parallel.map(jobs, threads, this::paint, listener);
    List<String> failures = new ArrayList<>();
    Map<Style, SortedMap<String, byte[]>> byStyle = new EnumMap<>(Style.class);
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      if (painted.get(i).rgba() == null) {
        failures.add(painted.get(i).failure());
      } else {
        byStyle
            .computeIfAbsent(job.style(), style -> new TreeMap<>())
            .put(job.name(), painted.get(i).rgba());
      }
    }
    Map<Style, PoolFile> files = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      Path file = file(style);
      PoolFile.write(file, size, byStyle.getOrDefault(style, Collections.emptySortedMap()));
      Optional<PoolFile> written = PoolFile.open(file, style, size);
      files.put(
          style,
          written.orElseThrow(
              () -> InputException.of("%s was changed while it was written; try again", file)));
    }
    return new Made(new Pool(size, files), List.copyOf(failures));
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
        String.format("%s-%d-%08x.pool", style.id(), size, Split.hash(hashes.toString())));
  }
}
