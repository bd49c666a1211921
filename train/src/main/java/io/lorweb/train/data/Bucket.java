package io.lorweb.train.data;

import io.lorweb.analogy.Layout;
import io.lorweb.image.Size;

/**
 * What examples must share to stand in one batch.
 *
 * @param target size of the target picture in pixels
 * @param layout how analogies enter the flow model, which says how many context pictures there are
 */
public record Bucket(Size target, Layout layout) {}
