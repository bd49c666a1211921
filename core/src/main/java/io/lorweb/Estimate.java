package io.lorweb;

import io.lorweb.image.Size;

/**
 * What one run costs, told before it is made. Counted from the shapes of the model, so it is rough:
 * memory is meant to be right within a factor of three.
 *
 * @param canvas size of the picture that is generated, in pixels
 * @param tokens that attend to each other in every step: prompt, canvas and context
 * @param multiplyAdds of the transformer in all steps, those of a fit included
 * @param memory bytes at the peak, beside the loaded model
 * @param heap bytes of these on the Java heap
 */
public record Estimate(Size canvas, long tokens, double multiplyAdds, long memory, long heap) {}
