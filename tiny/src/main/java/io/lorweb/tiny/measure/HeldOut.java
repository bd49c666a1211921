package io.lorweb.tiny.measure;

import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.StyleTask;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** Knows test drawings that happen to equal one in training under another name. */
final class HeldOut {

  private final Pool pool;

  /** CRC-32 of the training drawings' samples. A chance hit loses one test drawing. */
  private final Set<Long> trained = new HashSet<>();

  HeldOut(Pool pool) {
    this.pool = pool;
    for (Style style : Style.values()) {
      for (String name : pool.names(style, Split.TRAIN)) {
        trained.add(sum(style, name));
      }
    }
  }

  /** Whether neither of its drawings was there in training; what is no drawing never was. */
  boolean isNew(Pair pair) {
    boolean before = Style.named(pair.hand()).map(style -> isNew(style, pair.name())).orElse(true);
    return pair.task() instanceof StyleTask real ? before && isNew(real.to(), pair.name()) : before;
  }

  private boolean isNew(Style style, String name) {
    return !trained.contains(sum(style, name));
  }

  private long sum(Style style, String name) {
    Drawing drawing = pool.drawing(style, name).orElseThrow();
    CRC32 crc = new CRC32();
    crc.update(drawing.rgba());
    return crc.getValue();
  }
}
