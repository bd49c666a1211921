package io.lorweb.sample;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the blocks' residual grows from step to step, measured on full runs (magnitude ratios, Ma et
 * al., arXiv 2506.09045): what a step cache plans with.
 *
 * @param name what the model is called
 * @param model fingerprint of the base
 * @param adapter fingerprint of the LoRWeB adapter, where one was on it
 * @param loras fingerprints of ordinary LoRAs, in their order
 * @param steps of the runs that were measured, 1..1000
 * @param guidance embedded guidance scale of these runs
 * @param layout of these runs; absent in tables of earlier versions
 * @param strength of the mixture in these runs; absent in tables of earlier versions
 * @param ratios one for every step: the mean over noise tokens of |residual of the step| /
 *     |residual of the step before|; the first step's is 1
 */
public record RatioTable(
    String name,
    String model,
    Optional<String> adapter,
    List<String> loras,
    int steps,
    double guidance,
    Optional<String> layout,
    Optional<Double> strength,
    List<Double> ratios) {

  /**
   * The settings of a run that its ratios depend on.
   *
   * @param steps of denoising
   * @param guidance embedded guidance scale
   * @param layout by its label
   * @param strength of the mixture
   */
  public record Use(int steps, double guidance, String layout, double strength) {}

  public RatioTable {
    loras = List.copyOf(loras);
    if (steps < 1 || steps > Sigmas.MAX_STEPS || ratios.size() != steps) {
      throw InputException.of(
          "'ratios' holds %d numbers, but must hold one for each of %d steps, 1 to %d",
          ratios.size(), steps, Sigmas.MAX_STEPS);
    }
    for (Double ratio : ratios) {
      if (ratio == null || !(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
        throw InputException.of("'ratios' holds %s, but its numbers must be above 0", ratio);
      }
    }
    ratios = List.copyOf(ratios);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InputException when it is missing or is no such table
   */
  public static RatioTable read(Path file) {
    return JsonFile.read(file).bind(RatioTable.class);
  }

  /** Writes the table as JSON, whole or not at all. */
  public void write(Path file) {
    JsonFile.write(file, JsonRecords.tree(this));
  }

  /**
   * The ratio of a step in a run of {@code total} steps: for another number of steps than was
   * measured, that of the nearest step.
   *
   * @param step 0 up to {@code total}
   */
  double at(int step, int total) {
    double place = total == 1 ? steps - 1 : (double) step * (steps - 1) / (total - 1);
    return ratios.get((int) Math.rint(place));
  }

  /**
   * What is to be said of a run that differs from those that were measured, in one sentence: its
   * ratios may be others.
   */
  public Optional<String> otherwise(Use use) {
    List<String> measured = new ArrayList<>();
    List<String> used = new ArrayList<>();
    differ(measured, used, "steps", steps, use.steps());
    differ(measured, used, "guidance", guidance, use.guidance());
    layout.ifPresent(own -> differ(measured, used, "layout", own, use.layout()));
    strength.ifPresent(own -> differ(measured, used, "strength", own, use.strength()));
    return measured.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the table of setting 'step_cache' was measured with %s, but this run has %s: it may"
                    + " skip steps that matter; measure one as it is used",
                String.join(", ", measured),
                String.join(", ", used)));
  }

  private static void differ(
      List<String> measured, List<String> used, String setting, Object own, Object other) {
    if (!own.equals(other)) {
      measured.add(setting + " " + own);
      used.add(setting + " " + other);
    }
  }

  /**
   * Refuses a model that the table says nothing about.
   *
   * @param loadedName what the model is called
   * @param loadedModel fingerprint of the base
   * @param loadedAdapter fingerprint of the adapter that is on it in this run
   * @param loadedLoras fingerprints of ordinary LoRAs
   * @throws InputException naming what differs
   */
  public void requireOf(
      String loadedName,
      String loadedModel,
      Optional<String> loadedAdapter,
      List<String> loadedLoras) {
    List<String> others = new ArrayList<>();
    if (!model.equals(loadedModel)) {
      others.add("on model '" + name + "', not on '" + loadedName + "'");
    }
    if (!adapter.equals(loadedAdapter)) {
      others.add(
          adapter.isEmpty()
              ? "without an adapter"
              : loadedAdapter.isEmpty() ? "with an adapter" : "with another adapter");
    }
    if (!loras.equals(loadedLoras)) {
      others.add("with other LoRAs");
    }
    if (!others.isEmpty()) {
      throw InputException.of(
          "the table of setting 'step_cache' was measured %s: measure one for this run",
          String.join(" and ", others));
    }
  }
}
