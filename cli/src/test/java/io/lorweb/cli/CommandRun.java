package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * One call of the command line inside this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int code, String out, String err) {

  /** Arguments are words or paths. */
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = words(arguments);
    CommandLine command =
        Main.commandLine(words).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(words);
    return new CommandRun(code, out.toString(), err.toString());
  }

  static String[] words(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Object[] several) {
        words.addAll(Arrays.asList(words(several)));
      } else {
        words.add(argument.toString());
      }
    }
    return words.toArray(String[]::new);
  }

  /** The run must have done all that was asked. */
  CommandRun succeeded() {
    assertThat(code).as("exit code, with standard error: %s", err).isZero();
    return this;
  }

  /** The user can mend it and is told in one sentence, perhaps with a pointer to the help. */
  CommandRun refused(String... words) {
    assertThat(code).as("exit code, with standard error: %s", err).isEqualTo(2);
    List<String> lines = err.lines().filter(line -> !line.startsWith("Try 'lorweb")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("lorweb: ").contains(words);
    assertThat(out).isEmpty();
    return this;
  }

  /** Standard output as JSON. */
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
