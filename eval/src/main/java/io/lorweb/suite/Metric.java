package io.lorweb.suite;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A number for every answer.
 *
 * @param id its name in suites and files
 * @param heading over a column
 * @param higherIsBetter which way is good
 * @param digits behind the point
 * @param of the number; empty where it makes no sense, such as without a truth
 */
public record Metric(
    String id,
    String heading,
    boolean higherIsBetter,
    int digits,
    Function<Answer, OptionalDouble> of) {}
