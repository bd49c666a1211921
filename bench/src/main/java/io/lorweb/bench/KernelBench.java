package io.lorweb.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** {@code lorweb bench kernels}: {@link Kernels} under JMH. */
@Command(
    name = "kernels",
    description = "JMH over single pieces: a matrix product, resizing, noise.",
    mixinStandardHelpOptions = true)
final class KernelBench implements Callable<Integer> {

  @Override
  public Integer call() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(Kernels.class.getName())
                .forks(1)
                .warmupIterations(2)
                .measurementIterations(5)
                .build())
        .run();
    return 0;
  }
}
