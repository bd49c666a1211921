package io.lorweb.train.data;

import io.lorweb.image.Picture;

/**
 * One edit of one picture.
 *
 * @param before b
 * @param after b', of the same size
 */
public record EditedPicture(Picture before, Picture after) {}
