package io.lorweb.cli;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.Weighted;
import io.lorweb.error.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A saved analogy as {@code FILE} or {@code FILE:WEIGHT} names it.
 *
 * @param file where it is
 * @param weight factor on its mixing coefficients
 */
record SavedAnalogy(Path file, double weight) {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|(?i)[+-]?(nan|inf(inity)?)");

  /** A name that exists is a name, whatever colons it holds. */
  static SavedAnalogy parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1
        || !NUMBER.matcher(text.substring(colon + 1)).matches()
        || Files.exists(Path.of(text))) {
      return new SavedAnalogy(Path.of(text), 1);
    }
    String number = text.substring(colon + 1);
    double weight = number.matches("(?i).*[a-df-z].*") ? Double.NaN : Double.parseDouble(number);
    if (!Double.isFinite(weight)) {
      throw InputException.of(
          "the weight of '%s' must be a finite number, such as 0.5 or -1", text);
    }
    return new SavedAnalogy(Path.of(text.substring(0, colon)), weight);
  }

  /** One analogy as it was saved, several as their weighted sum. */
  static Analogy open(LoRWeB lorweb, List<SavedAnalogy> saved) {
    if (saved.size() == 1 && saved.get(0).weight == 1) {
      return lorweb.open(saved.get(0).file);
    }
    return lorweb.mixed(
        saved.stream().map(one -> new Weighted(lorweb.open(one.file), one.weight)).toList());
  }
}
