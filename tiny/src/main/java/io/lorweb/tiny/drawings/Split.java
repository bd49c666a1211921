package io.lorweb.tiny.drawings;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Which side a name is on, in every style at once: what is tested was never seen in training. */
public enum Split {
  TRAIN,
  TEST;

  /** About a tenth of all names are TEST: those whose CRC-32 (of UTF-8) is divisible by 10. */
  public static Split of(String name) {
    return hash(name) % 10 == 0 ? TEST : TRAIN;
  }

  /** CRC-32 of the name in UTF-8, in [0, 2^32). */
  public static long hash(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** The word for it in manifests. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
