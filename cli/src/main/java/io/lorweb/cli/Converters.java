package io.lorweb.cli;

import io.lorweb.adapt.Application;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options as the library's own types. */
final class Converters {

  private Converters() {}

  static void register(CommandLine command) {
    command
        .registerConverter(Size.class, Converters::size)
        .registerConverter(Layout.class, by(Layout::parse))
        .registerConverter(DeviceSetting.class, by(DeviceSetting::parse))
        .registerConverter(DtypeSetting.class, by(DtypeSetting::parse))
        .registerConverter(MemorySetting.class, by(MemorySetting::parse))
        .registerConverter(SavedAnalogy.class, by(SavedAnalogy::parse))
        .registerConverter(Application.class, by(Application::parse))
        .registerConverter(Dialect.class, by(Dialect::parse));
  }

  /** The library's refusal becomes picocli's, which names the option. */
  static <T> ITypeConverter<T> by(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (InputException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** {@code WxH} in pixels, or one number for a square. */
  static Size size(String text) {
    if (text.matches("[1-9]\\d{0,4}")) {
      return new Size(Integer.parseInt(text), Integer.parseInt(text));
    }
    String[] sides = text.toLowerCase(Locale.ROOT).split("x", -1);
    if (sides.length != 2
        || !sides[0].matches("[1-9]\\d{0,4}")
        || !sides[1].matches("[1-9]\\d{0,4}")) {
      throw new TypeConversionException(
          "'" + text + "' must be WIDTHxHEIGHT in pixels, such as 512x384, or 512 for a square");
    }
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
