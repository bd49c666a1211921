package io.lorweb.eval.judge;

import io.lorweb.error.InputException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The key to a judge, out of the environment. It goes into a header and nowhere else.
 *
 * @param variable that holds it, or would
 * @param value absent where a server wants none
 */
record ApiKey(String variable, Optional<String> value) {

  /**
   * @param environment a variable's value; null when it is not set
   * @throws InputException when a variable that the settings name is not set, or holds no key
   */
  static ApiKey of(JudgeSettings settings, UnaryOperator<String> environment) {
    String variable = settings.keyVariable().orElse(JudgeSettings.USUAL_VARIABLE);
    Optional<String> value =
        Optional.ofNullable(environment.apply(variable))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
    if (value.isEmpty() && settings.keyVariable().isPresent()) {
      throw InputException.of(
          "the judge's key_env is %s, but the environment has no such variable", variable);
    }
    // The HTTP client would refuse it too, with the key in its message.
    if (value.isPresent() && !value.get().matches("[!-~]+")) {
      throw InputException.of(
          "the environment variable %s holds characters that no API key has", variable);
    }
    return new ApiKey(variable, value);
  }

  /** {@code text} without the key, should a server have repeated it. */
  String hidden(String text) {
    return value.map(key -> text.replace(key, "***")).orElse(text);
  }

  @Override
  public String toString() {
    return "key in " + variable;
  }
}
