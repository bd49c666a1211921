package io.lorweb.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * Runs of one thing.
 *
 * @param seconds of wall time, one for each run; positive
 * @param processor seconds of processor time of one run, all threads together, the mean of all
 *     runs; empty where it is not known
 */
record Timing(double[] seconds, OptionalDouble processor) {

  /** Short work runs more often, up to this many times as often, so that its median is steady. */
  private static final int MOST = 20;

  private static final double SHORT = 1;

  private static final double WARM = 0.5;

  /** Processor time is counted in hundredths of a second: less of it than this says nothing. */
  private static final double COUNTED = 0.1;

  Timing {
    seconds = seconds.clone();
    if (seconds.length == 0 || DoubleStream.of(seconds).anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException("times must be positive: " + Arrays.toString(seconds));
    }
  }

  /**
   * Runs {@code work} to warm up, then measures.
   *
   * @param rounds runs at least; more of what is short
   */
  static Timing of(int rounds, Runnable work) {
    // The compiler of the virtual machine has seen short work often before it is fast.
    double once = Pairs.seconds(work);
    for (double warm = once; warm < WARM; warm += once) {
      once = Pairs.seconds(work);
    }
    int often = (int) Math.max(rounds, Math.min(MOST * rounds, SHORT / once));
    double[] seconds = new double[often];
    double before = processorSeconds();
    for (int i = 0; i < often; i++) {
      seconds[i] = Pairs.seconds(work);
    }
    return new Timing(seconds, processor(processorSeconds() - before, often));
  }

  /** Runs {@code once}, which measures itself: without what prepares a run. */
  static Timing measured(int rounds, DoubleSupplier once) {
    return new Timing(DoubleStream.generate(once).limit(rounds).toArray(), OptionalDouble.empty());
  }

  /** Of one run, of {@code all} that several took. */
  static OptionalDouble processor(double all, int often) {
    return all >= COUNTED ? OptionalDouble.of(all / often) : OptionalDouble.empty();
  }

  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  double minimum() {
    return DoubleStream.of(seconds).min().orElseThrow();
  }

  /**
   * Seconds of a run without other programs' turns: the fastest run's, or with one thread its
   * processor time where that is less. With several threads processor time does not say how long
   * they wait for each other.
   */
  double undisturbed(int threads) {
    return threads == 1 ? Math.min(minimum(), processor.orElse(minimum())) : minimum();
  }

  double median() {
    return Pairs.median(seconds);
  }

  /** The distance between the quartiles, as a share of the median. */
  double spread() {
    return Pairs.spread(seconds);
  }
}
