package io.lorweb.data;

import io.lorweb.image.Picture;

/**
 * One edit of one picture.
 *
 * @param before b
 * @param after b', of the same size
 */
public record Edit(Picture before, Picture after) {}
