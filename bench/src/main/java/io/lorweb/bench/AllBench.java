package io.lorweb.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lorweb bench all}: the whole instrument. */
@Command(
    name = "all",
    description = "Cold start, loading, encoders, steps, adapters, apply and training.",
    mixinStandardHelpOptions = true)
final class AllBench implements Runnable {

  @Mixin AllOptions options;

  @Override
  public void run() {
    options.run();
  }
}
