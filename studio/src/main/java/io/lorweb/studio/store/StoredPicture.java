package io.lorweb.studio.store;

import io.lorweb.image.Appearance;
import java.util.Optional;

/**
 * A picture on disk.
 *
 * @param id SHA-256 of its PNG file
 * @param width in pixels
 * @param height in pixels
 * @param looks how it was uploaded; {@code seen} is the same for every file of these pixels
 * @param converted what was done to its colours when it was uploaded
 */
public record StoredPicture(
    String id, int width, int height, Appearance looks, Optional<String> converted) {}
