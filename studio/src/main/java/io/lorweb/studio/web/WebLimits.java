package io.lorweb.studio.web;

import io.lorweb.error.InputException;

/**
 * What requests may take.
 *
 * @param fileBytes of one uploaded picture
 * @param requestBytes of one request with all its pictures
 * @param pixels of one picture
 * @param pixelsAtOnce of the pictures that all running requests decode together
 * @param streams progress streams that are open at once
 * @param bytesPerSecond that a body must come in with, on average
 */
public record WebLimits(
    int fileBytes,
    long requestBytes,
    long pixels,
    long pixelsAtOnce,
    int streams,
    int bytesPerSecond) {

  /** Bytes of heap that decoding takes for a pixel, roughly, with as much left for all else. */
  private static final int HEAP_PER_PIXEL = 16;

  public WebLimits {
    if (fileBytes < 1
        || requestBytes < fileBytes
        || pixels < 1
        || pixelsAtOnce < pixels
        || streams < 1
        || bytesPerSecond < 0) {
      throw InputException.of(
          "limits must be positive, one picture's not above those of all: %d bytes of %d, %d pixels"
              + " of %d, %d streams",
          fileBytes, requestBytes, pixels, pixelsAtOnce, streams);
    }
  }

  /** As this Java's heap allows: pictures of up to 50 megapixels and 50 MB. */
  public static WebLimits defaults() {
    long atOnce = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / HEAP_PER_PIXEL);
    return new WebLimits(50 << 20, 200L << 20, Math.min(50_000_000, atOnce), atOnce, 32, 200);
  }
}
