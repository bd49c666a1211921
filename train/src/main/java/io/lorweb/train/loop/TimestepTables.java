package io.lorweb.train.loop;

import io.lorweb.sample.SchedulerConfig;
import io.lorweb.sample.Sigmas;
import io.lorweb.train.recipe.Objective.Weighting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The tables of 1000 timesteps and weights that training draws from (docs/spec/LORWEB.md section
 * 8.5). Entry i of a weight table belongs to timestep 1000 - i.
 */
public final class TimestepTables {

  /** Entries of every table, and the largest timestep. */
  public static final int SIZE = 1000;

  private static final String INTENDED = "intended-weights.txt";

  private TimestepTables() {}

  /** 1000, 999, ..., 1. */
  public static float[] linear() {
    float[] table = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      table[i] = SIZE - i;
    }
    return table;
  }

  /**
   * The sampler's own timesteps, shifted by the size of the latents.
   *
   * @param tokens of the noise: (h / 2)(w / 2) for latents of h x w
   * @param steps of the sampler; 1000 in the reference
   */
  public static float[] shifted(int tokens, int steps) {
    Sigmas sigmas = Sigmas.of(SchedulerConfig.KONTEXT_DEV, steps, tokens);
    float[] table = new float[steps];
    for (int i = 0; i < steps; i++) {
      table[i] = sigmas.timestep(i);
    }
    return table;
  }

  /** w(t) by index; all 1 without a weighting. */
  public static double[] weights(Weighting weighting) {
    return switch (weighting) {
      case NONE -> ones();
      case INTENDED -> intended();
      case EFFECTIVE -> bell();
      case FLATTENED -> flattened();
    };
  }

  private static double[] ones() {
    double[] table = new double[SIZE];
    java.util.Arrays.fill(table, 1);
    return table;
  }

  /** exp(-2 ((i - 500) / 1000)^2), lowered to 0 at its ends and scaled to the mean 1. */
  private static double[] bell() {
    double[] table = new double[SIZE];
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SIZE; i++) {
      double offset = (i - SIZE / 2) / (double) SIZE;
      table[i] = Math.exp(-2 * offset * offset);
      lowest = Math.min(lowest, table[i]);
    }
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      table[i] -= lowest;
      sum += table[i];
    }
    for (int i = 0; i < SIZE; i++) {
      table[i] *= SIZE / sum;
    }
    return table;
  }

  private static double[] flattened() {
    double[] table = bell();
    double top = 0;
    for (double weight : table) {
      top = Math.max(top, weight);
    }
    java.util.Arrays.fill(table, SIZE / 2, SIZE, top);
    return table;
  }

  /** 1000 literal numbers of the reference, one a line; their mean is 1. */
  private static double[] intended() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TimestepTables.class.getResourceAsStream(INTENDED), StandardCharsets.UTF_8))) {
      return lines.lines().mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
