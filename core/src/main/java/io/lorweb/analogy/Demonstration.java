package io.lorweb.analogy;

import io.lorweb.image.Picture;

/**
 * One pair of pictures that shows an edit.
 *
 * @param a before
 * @param a2 after, a'
 */
public record Demonstration(Picture a, Picture a2) {}
