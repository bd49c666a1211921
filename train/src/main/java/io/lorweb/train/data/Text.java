package io.lorweb.train.data;

/**
 * An instruction as the flow model gets it, on the Java heap.
 *
 * @param states of T5, [tokens, width] row-major
 * @param tokens T5 tokens
 * @param width of T5's states
 * @param pooled CLIP text, [pooled.length]
 */
public record Text(float[] states, int tokens, int width, float[] pooled) {}
