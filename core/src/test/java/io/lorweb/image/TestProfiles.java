package io.lorweb.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** Small ICC profiles, built here, and files that hold them. */
public final class TestProfiles {

  /** Of Display P3, adapted to D50: columns are what red, green and blue are in XYZ. */
  private static final double[][] P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };

  private static final double[][] SRGB = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}
  };

  private TestProfiles() {}

  /** Display P3: a matrix and the curve of sRGB. */
  public static byte[] displayP3() {
    return matrix("Display P3", P3, curve());
  }

  /** sRGB as others write it. */
  public static byte[] srgb() {
    return matrix("made elsewhere", SRGB, curve());
  }

  /** sRGB's primaries under a gamma: darker than sRGB in the shadows where it is larger. */
  public static byte[] gamma(double gamma) {
    return matrix("gamma", SRGB, gammaCurve(gamma));
  }

  /** Grey of that gamma. */
  public static byte[] grey(double gamma) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", name("Grey"));
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    tags.put("kTRC", gammaCurve(gamma));
    return profile("mntr", "GRAY", "XYZ ", tags);
  }

  /** Inks whose paper is white and whose every other corner is a grey of lightness 30. */
  public static byte[] inks() {
    ByteBuffer table = ByteBuffer.allocate(48 + 4 * 256 + 16 * 3 + 3 * 256);
    table.put(ascii("mft1")).putInt(0).put((byte) 4).put((byte) 3).put((byte) 2).put((byte) 0);
    for (int i = 0; i < 9; i++) {
      table.putInt(i % 4 == 0 ? 1 << 16 : 0);
    }
    ramps(table, 4);
    for (int corner = 0; corner < 16; corner++) {
      int lightness = corner == 0 ? 100 : 30;
      table.put((byte) Math.round(lightness * 2.55)).put((byte) 128).put((byte) 128);
    }
    ramps(table, 3);
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", name("Inks"));
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    tags.put("A2B0", table.array());
    tags.put("A2B1", table.array());
    return profile("prtr", "CMYK", "Lab ", tags);
  }

  private static void ramps(ByteBuffer table, int count) {
    for (int i = 0; i < count * 256; i++) {
      table.put((byte) i);
    }
  }

  /** What sRGB shows of a Display P3 colour, computed without a colour engine and not rounded. */
  public static double[] p3ToSrgb(int red, int green, int blue) {
    double[] linear = {linear(red), linear(green), linear(blue)};
    double[][] matrix = {{1.2249, -0.2247, 0}, {-0.0420, 1.0419, 0}, {-0.0197, -0.0786, 1.0979}};
    double[] out = new double[3];
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += matrix[c][i] * linear[i];
      }
      double value = Math.max(0, Math.min(1, sum));
      out[c] =
          255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055);
    }
    return out;
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static byte[] matrix(String name, double[][] primaries, byte[] curve) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", name(name));
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    for (int c = 0; c < 3; c++) {
      String letter = "rgb".substring(c, c + 1);
      tags.put(letter + "XYZ", xyz(primaries[c][0], primaries[c][1], primaries[c][2]));
      tags.put(letter + "TRC", curve);
    }
    return profile("mntr", "RGB ", "XYZ ", tags);
  }

  private static byte[] profile(String kind, String space, String pcs, Map<String, byte[]> tags) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer table = ByteBuffer.allocate(4 + 12 * tags.size());
    table.putInt(tags.size());
    int start = 128 + table.capacity();
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      table.put(ascii(tag.getKey())).putInt(start + data.size()).putInt(tag.getValue().length);
      data.writeBytes(tag.getValue());
      data.writeBytes(new byte[(4 - tag.getValue().length % 4) % 4]);
    }
    ByteBuffer file = ByteBuffer.allocate(start + data.size());
    file.putInt(file.capacity()).putInt(0).putInt(0x04200000);
    file.put(ascii(kind)).put(ascii(space)).put(ascii(pcs)).position(36);
    file.put(ascii("acsp")).position(68);
    file.putInt(63190).putInt(65536).putInt(54061).position(128);
    return file.put(table.array()).put(data.toByteArray()).array();
  }

  private static byte[] name(String name) {
    ByteBuffer tag = ByteBuffer.allocate(28 + 2 * name.length());
    tag.put(ascii("mluc")).putInt(0).putInt(1).putInt(12).put(ascii("enUS"));
    tag.putInt(2 * name.length()).putInt(28).put(name.getBytes(StandardCharsets.UTF_16BE));
    return tag.array();
  }

  private static byte[] xyz(double x, double y, double z) {
    ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
    return tag.putInt(fixed(x)).putInt(fixed(y)).putInt(fixed(z)).array();
  }

  private static byte[] curve() {
    ByteBuffer tag = ByteBuffer.allocate(32).put(ascii("para")).putInt(0).putInt(3 << 16);
    for (double value : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
      tag.putInt(fixed(value));
    }
    return tag.array();
  }

  private static byte[] gammaCurve(double gamma) {
    return ByteBuffer.allocate(16)
        .put(ascii("para"))
        .putInt(0)
        .putInt(0)
        .putInt(fixed(gamma))
        .array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the chunk iCCP holds. */
  public static byte[] iccp(byte[] profile) {
    Deflater deflater = new Deflater();
    deflater.setInput(profile);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(new byte[] {'x', 0, 0});
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  /** A PNG with a chunk more behind IHDR. */
  public static byte[] png(byte[] png, byte[] iccp) {
    byte[] chunk = new PngBytes().chunk("iCCP", iccp).toByteArray();
    int head = 8 + 25;
    return ByteBuffer.allocate(png.length + chunk.length - 8)
        .put(png, 0, head)
        .put(chunk, 8, chunk.length - 8)
        .put(png, head, png.length - head)
        .array();
  }

  /** A JPEG with a profile in segments of at most {@code size} bytes of it. */
  public static byte[] jpeg(byte[] jpeg, byte[] profile, int size) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    int count = (profile.length + size - 1) / size;
    for (int i = 0; i < count; i++) {
      int length = Math.min(size, profile.length - i * size);
      int segment = 2 + 14 + length;
      file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (segment >> 8), (byte) segment});
      file.writeBytes(ascii("ICC_PROFILE\0"));
      file.write(i + 1);
      file.write(count);
      file.write(profile, i * size, length);
    }
    file.write(jpeg, 2, jpeg.length - 2);
    return file.toByteArray();
  }
}
