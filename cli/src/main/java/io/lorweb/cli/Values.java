package io.lorweb.cli;

import io.lorweb.analogy.Layout;
import io.lorweb.image.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What one option says: one value, or several separated by commas, which make a sheet.
 *
 * @param all at least one
 */
record Values<T>(List<Value<T>> all) {

  /** A value and its label. */
  record Value<T>(String label, T value) {}

  Values {
    all = List.copyOf(all);
  }

  boolean several() {
    return all.size() > 1;
  }

  /** Reads one value; it may be asked several times. */
  private abstract static class Reader<T> implements ITypeConverter<Values<T>> {
    private final ITypeConverter<T> one;

    Reader(ITypeConverter<T> one) {
      this.one = one;
    }

    @Override
    public Values<T> convert(String text) throws Exception {
      List<Value<T>> values = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        String word = part.trim();
        T value = one.convert(word);
        // A seed may be given as 'random'; the label tells which one it was.
        values.add(new Value<>(value instanceof Long ? value.toString() : word, value));
      }
      return new Values<>(values);
    }
  }

  /** Whole numbers. */
  static final class Integers extends Reader<Integer> {
    Integers() {
      super(text -> number(text, "an integer", Integer::valueOf));
    }
  }

  /** Numbers. */
  static final class Decimals extends Reader<Double> {
    Decimals() {
      super(text -> number(text, "a number", Double::valueOf));
    }
  }

  /** Seeds. */
  static final class Seeds extends Reader<Long> {
    Seeds() {
      super(new SeedConverter());
    }
  }

  /** Sizes. */
  static final class Sizes extends Reader<Size> {
    Sizes() {
      super(Converters::size);
    }
  }

  /** Layouts. */
  static final class Layouts extends Reader<Layout> {
    Layouts() {
      super(Converters.by(Layout::parse));
    }
  }

  private static <T> T number(String text, String kind, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' must be " + kind);
    }
  }
}
