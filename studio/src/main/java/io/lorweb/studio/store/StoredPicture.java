package io.lorweb.studio.store;

/**
 * A picture on disk.
 *
 * @param id SHA-256 of its PNG file
 * @param width in pixels
 * @param height in pixels
 * @param pixels {@link io.lorweb.image.Picture#sha256}: the same for every file of these pixels
 */
public record StoredPicture(String id, int width, int height, String pixels) {}
