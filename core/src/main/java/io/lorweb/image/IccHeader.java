package io.lorweb.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The header and the table of an ICC profile (ICC.1:2010, sections 7.2 and 7.3), looked at before
 * the colour engine sees it.
 */
record IccHeader(byte[] bytes) {

  private static final int HEADER = 128;
  private static final int TABLE_ENTRY = 12;
  private static final int MAX_TAGS = 200;
  private static final int MAX_NAME = 80;
  private static final int CLASS = 12;
  private static final int SPACE = 16;
  private static final int CONNECTION = 20;
  private static final int MAGIC = 36;

  /** Scanners, monitors, printers, colour spaces: those that describe a picture's pixels. */
  private static final Set<String> CLASSES = Set.of("scnr", "mntr", "prtr", "spac");

  /** Why it cannot be used for such pixels: what follows "its colour profile ". */
  Optional<String> problem(PixelKind pixels) {
    if (bytes.length < HEADER + 4) {
      return Optional.of("is cut short");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (!text(MAGIC).equals("acsp")) {
      return Optional.of("is none");
    }
    int size = file.getInt(0);
    int tags = file.getInt(HEADER);
    if (size < HEADER + 4 || size > bytes.length) {
      return Optional.of("is cut short");
    }
    if (tags < 1 || tags > MAX_TAGS || HEADER + 4 + tags * TABLE_ENTRY > size) {
      return Optional.of("is damaged");
    }
    for (int i = 0; i < tags; i++) {
      int entry = HEADER + 4 + i * TABLE_ENTRY;
      long start = Integer.toUnsignedLong(file.getInt(entry + 4));
      if (start + Integer.toUnsignedLong(file.getInt(entry + 8)) > size) {
        return Optional.of("is damaged");
      }
    }
    Optional<PixelKind> kind = PixelKind.signed(bytes, SPACE);
    String connection = text(CONNECTION);
    if (kind.isEmpty()
        || !CLASSES.contains(text(CLASS))
        || !(connection.equals("XYZ ") || connection.equals("Lab "))) {
      return Optional.of("is of a kind that is not read");
    }
    return kind.get().describes(pixels)
        ? Optional.empty()
        : Optional.of(
            "is for " + kind.get().label() + " pictures, and this one is " + pixels.label());
  }

  /** What its colours are; only of a profile without a problem. */
  PixelKind kind() {
    return PixelKind.signed(bytes, SPACE).orElseThrow();
  }

  /**
   * A copy that the colour engine reads by relative colorimetry. The JDK chooses that intent for
   * the profiles of printers alone, which differ in nothing else from the others.
   */
  byte[] relative() {
    byte[] copy = bytes.clone();
    System.arraycopy("prtr".getBytes(StandardCharsets.US_ASCII), 0, copy, CLASS, 4);
    return copy;
  }

  /** Its description in one line; only of a profile without a problem. */
  String name() {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int tags = file.getInt(HEADER);
    for (int i = 0; i < tags; i++) {
      int entry = HEADER + 4 + i * TABLE_ENTRY;
      if (text(entry).equals("desc")) {
        // Both inside the file: problem() has looked.
        String found = description(file.slice(file.getInt(entry + 4), file.getInt(entry + 8)));
        String line = found.replaceAll("\\p{C}", "").strip();
        if (!line.isEmpty()) {
          return line.length() > MAX_NAME ? line.substring(0, MAX_NAME) : line;
        }
      }
    }
    return "a profile without a name";
  }

  /** Version 2 counts ASCII, version 4 tells where the first of its languages lies. */
  private static String description(ByteBuffer tag) {
    if (tag.limit() < 12) {
      return "";
    }
    if (tag.getInt(0) == 0x64657363) {
      return decoded(tag, 12, tag.getInt(8), false);
    }
    return tag.getInt(0) == 0x6D6C7563 && tag.limit() >= 28
        ? decoded(tag, tag.getInt(24), tag.getInt(20), true)
        : "";
  }

  private static String decoded(ByteBuffer tag, int start, int length, boolean wide) {
    if (start < 0 || length < 0 || start > tag.limit() || length > tag.limit() - start) {
      return "";
    }
    ByteBuffer text = tag.slice(start, length);
    return (wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII).decode(text).toString();
  }

  private String text(int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
