package io.lorweb.eval.suite;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A metric at work.
 *
 * @param of the number for an answer; empty where it makes no sense, such as without a truth
 */
public record Measure(Metric metric, Function<Answer, OptionalDouble> of) {}
