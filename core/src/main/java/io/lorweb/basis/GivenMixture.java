package io.lorweb.basis;

import java.util.Objects;

/**
 * Coefficients that were given, where else the adapter's keys choose them.
 *
 * @param mixture the coefficients
 * @param origin what they were made of, for a reader
 */
public record GivenMixture(Mixture mixture, String origin) {
  public GivenMixture {
    Objects.requireNonNull(mixture, "mixture");
    Objects.requireNonNull(origin, "origin");
  }
}
