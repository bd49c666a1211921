package io.lorweb.cli;

import java.security.SecureRandom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A 64-bit integer, or {@code random}: then the picture tells which one it was. */
final class SeedConverter implements ITypeConverter<Long> {

  private static final String RANDOM = "random";

  @Override
  public Long convert(String text) {
    if (text.equals(RANDOM)) {
      return new SecureRandom().nextLong(1L << 32);
    }
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' must be an integer or 'random'");
    }
  }
}
