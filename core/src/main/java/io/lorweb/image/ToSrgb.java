package io.lorweb.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * 8-bit samples through a profile to sRGB, by the JDK's LittleCMS. Strip by strip: the engine is
 * called often enough to keep the buffers small and seldom enough to be fast.
 *
 * <p>Not for several threads at once.
 */
final class ToSrgb {

  private static final int STRIP = 1 << 14;

  /**
   * Profiles of sRGB differ in the last bits of their tables; the levels by which a picture may
   * move and still be sRGB already.
   */
  private static final int SAME = 2;

  private static final int PROBE_STEP = 15;

  private final PixelKind kind;
  private final ColorConvertOp engine;

  /** The colour of each level of grey; empty for other kinds. */
  private final byte[] greys;

  /**
   * @param profile sound in header and table
   * @param kind what it describes
   * @throws RuntimeException when the colour engine refuses it
   */
  ToSrgb(byte[] profile, PixelKind kind) {
    this.kind = kind;
    this.engine =
        new ColorConvertOp(
            new ICC_Profile[] {
              ICC_Profile.getInstance(profile), ICC_Profile.getInstance(ColorSpace.CS_sRGB)
            },
            null);
    this.greys = kind == PixelKind.GREY ? greys() : new byte[0];
  }

  private byte[] greys() {
    byte[] levels = new byte[256];
    byte[] colours = new byte[3 * levels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) i;
    }
    convert(levels, colours);
    return colours;
  }

  /** Whether some colour moves by more than the rounding of a table. */
  boolean changesColours() {
    if (kind == PixelKind.INKS) {
      convert(new byte[4], new byte[3]); // throws where it cannot
      return true;
    }
    byte[] before = kind == PixelKind.GREY ? ramp() : cube();
    byte[] after = before.clone();
    rgb(after);
    for (int i = 0; i < before.length; i++) {
      if (Math.abs((before[i] & 255) - (after[i] & 255)) > SAME) {
        return true;
      }
    }
    return false;
  }

  private static byte[] ramp() {
    byte[] ramp = new byte[3 * 256];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i / 3);
    }
    return ramp;
  }

  private static byte[] cube() {
    int levels = 255 / PROBE_STEP + 1;
    byte[] cube = new byte[3 * levels * levels * levels];
    for (int i = 0; i < cube.length / 3; i++) {
      cube[3 * i] = (byte) (i % levels * PROBE_STEP);
      cube[3 * i + 1] = (byte) (i / levels % levels * PROBE_STEP);
      cube[3 * i + 2] = (byte) (i / levels / levels * PROBE_STEP);
    }
    return cube;
  }

  /** Converts pixels of three samples in place; of grey ones all three are equal. */
  void rgb(byte[] samples) {
    if (kind == PixelKind.GREY) {
      for (int i = 0; i < samples.length; i += 3) {
        System.arraycopy(greys, 3 * (samples[i] & 255), samples, i, 3);
      }
    } else {
      convert(samples, samples);
    }
  }

  /**
   * Converts pixels of as many samples as the profile has.
   *
   * @param from 0 to 255; of inks 0 is bare paper
   * @param to three for each pixel; may be the same array where those are three, too
   */
  void convert(byte[] from, byte[] to) {
    int bands = kind.samples();
    int pixels = from.length / bands;
    int most = Math.min(STRIP, pixels);
    byte[] source = new byte[most * bands];
    byte[] target = new byte[most * 3];
    for (int at = 0; at < pixels; at += most) {
      int count = Math.min(most, pixels - at);
      System.arraycopy(from, at * bands, source, 0, count * bands);
      engine.filter(raster(source, count, bands), raster(target, count, 3));
      System.arraycopy(target, 0, to, at * 3, count * 3);
    }
  }

  private static WritableRaster raster(byte[] samples, int pixels, int bands) {
    int[] offsets = new int[bands];
    for (int band = 0; band < bands; band++) {
      offsets[band] = band;
    }
    return Raster.createInterleavedRaster(
        new DataBufferByte(samples, pixels * bands),
        pixels,
        1,
        pixels * bands,
        bands,
        offsets,
        null);
  }
}
