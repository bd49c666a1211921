package io.lorweb.work;

import java.util.Random;

/**
 * Seeds for everything that is drawn at random, made from the run's seed and the place where they
 * are used: nothing has to be remembered for a run to go on as if it had never stopped.
 */
public enum Seeds {
  /** Order of batches and of items within them. */
  ORDER(0),
  /** Demonstrations, captions, mirrorings. */
  DRAW(1),
  /** Noise that the target is mixed with. */
  NOISE(2),
  /** Timesteps. */
  TIMESTEP(3),
  /** Samples of the VAE's posterior. */
  POSTERIOR(4),
  /** Zeroed inputs of the adapter. */
  DROPOUT(5),
  /** Initial values of parameters. */
  INITIAL(6),
  /** Analogies that tell an adapter's span. */
  SPAN(7);

  private final int number;

  Seeds(int number) {
    this.number = number;
  }

  /** A seed that differs for every purpose and every list of coordinates (step, example, ...). */
  public long at(long seed, long... coordinates) {
    long mixed = mix(seed + number);
    for (long coordinate : coordinates) {
      mixed = mix(mixed ^ coordinate);
    }
    return mixed;
  }

  /** A generator with that seed. */
  public Random random(long seed, long... coordinates) {
    return new Random(at(seed, coordinates));
  }

  /** SplitMix64's step (Steele, Lea and Flood, 2014). */
  private static long mix(long word) {
    long z = word + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
