package io.lorweb.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.error.InputException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A mapping in a file: reads typed values by key, and names file and key when one is missing or of
 * another kind. A key whose value is null counts as absent.
 */
public abstract sealed class ConfigNode permits JsonFile, Section {

  /** Longer values are cut in messages. */
  private static final int SHOWN = 60;

  /** Whether a value stands under {@code key}. */
  public abstract boolean has(String key);

  /** The value under {@code key}, which is there. */
  abstract JsonNode value(String key);

  /** Says that nothing stands under {@code key}. */
  abstract InputException missing(String key);

  /** Says that {@code shown} stands under {@code key} where {@code right} should. */
  abstract InputException wrong(String key, String shown, String right);

  /** The string under {@code key}; it must be there. */
  public abstract String text(String key);

  /** The string under {@code key}, else {@code absent}. */
  public String text(String key, String absent) {
    return has(key) ? text(key) : absent;
  }

  /** The string under {@code key}, if it is there. */
  public Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** The 32-bit integer under {@code key}; it must be there. */
  public int integer(String key) {
    return integer(key, need(key), "an integer");
  }

  /** The 32-bit integer under {@code key}, else {@code absent}. */
  public int integer(String key, int absent) {
    return has(key) ? integer(key) : absent;
  }

  /** The 32-bit integer under {@code key}, if it is there. */
  public OptionalInt optionalInteger(String key) {
    return has(key) ? OptionalInt.of(integer(key)) : OptionalInt.empty();
  }

  /** The 64-bit integer under {@code key}; it must be there. */
  public long whole(String key) {
    JsonNode value = need(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, value, "an integer");
    }
    return value.longValue();
  }

  /** The 64-bit integer under {@code key}, else {@code absent}. */
  public long whole(String key, long absent) {
    return has(key) ? whole(key) : absent;
  }

  /** The finite number under {@code key}; it must be there. */
  public double decimal(String key) {
    return decimal(key, need(key), "a finite number");
  }

  /** The finite number under {@code key}, else {@code absent}. */
  public double decimal(String key, double absent) {
    return has(key) ? decimal(key) : absent;
  }

  /** The finite number under {@code key}, if it is there. */
  public OptionalDouble optionalDecimal(String key) {
    return has(key) ? OptionalDouble.of(decimal(key)) : OptionalDouble.empty();
  }

  /** true or false under {@code key}; it must be there. */
  public boolean flag(String key) {
    JsonNode value = need(key);
    if (!value.isBoolean()) {
      throw wrong(key, value, "true or false");
    }
    return value.booleanValue();
  }

  /** true or false under {@code key}, else {@code absent}. */
  public boolean flag(String key, boolean absent) {
    return has(key) ? flag(key) : absent;
  }

  final JsonNode need(String key) {
    if (!has(key)) {
      throw missing(key);
    }
    return value(key);
  }

  final int integer(String key, JsonNode value, String right) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, value, right);
    }
    return value.intValue();
  }

  final double decimal(String key, JsonNode value, String right) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, value, right);
    }
    return value.doubleValue();
  }

  final InputException wrong(String key, JsonNode value, String right) {
    String shown = value.toString();
    return wrong(key, shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown, right);
  }
}
