package io.lorweb.bench;

import io.lorweb.error.InputException;
import io.lorweb.tensor.ComputeType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench/python/twin.py}: computes the same in PyTorch, one thing each time it is asked, so
 * that both programs can take turns.
 */
final class Twin implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final BufferedReader said;
  private final PrintStream ask;
  private final String version;

  /**
   * Starts it.
   *
   * @param python the program that runs scripts
   * @param plan says the format, the product's side and the shape of FLUX width
   * @throws InputException when there is no Python, or no torch in it
   */
  Twin(String python, Path script, BenchPlan plan) {
    List<String> command = new ArrayList<>(List.of(python, "-B", script.toString()));
    command.add(plan.type() == ComputeType.FP32 ? "float32" : "bfloat16");
    StepShape wide = plan.wide();
    for (int number : new int[] {plan.peakSide(), wide.model().heads(), wide.side(), wide.text()}) {
      command.add(Integer.toString(number));
    }
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new InputException(
          "--against python needs Python with torch, but '"
              + python
              + "' does not start: name another with --python",
          e);
    }
    said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    ask = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    String first = line();
    if (!first.startsWith(READY)) {
      close();
      throw InputException.of("--against python does not work with '%s': %s", python, first);
    }
    version = first.substring(READY.length());
  }

  /** torch's version. */
  String version() {
    return version;
  }

  /**
   * Seconds of one run.
   *
   * @param what a name the script knows
   * @param threads inside one operator
   * @param runs of which the mean is taken
   */
  double seconds(String what, int threads, int runs) {
    ask.println(what + " " + threads + " " + runs);
    String answer = line();
    try {
      return Double.parseDouble(answer);
    } catch (NumberFormatException e) {
      throw new IllegalStateException("twin.py answers '" + what + "' with: " + answer, e);
    }
  }

  private String line() {
    try {
      String line = said.readLine();
      return line == null ? "it ended without a word" : line;
    } catch (IOException e) {
      throw new IllegalStateException("twin.py does not answer", e);
    }
  }

  @Override
  public void close() {
    ask.close();
    process.destroy();
  }
}
