package io.lorweb.adapt;

import io.lorweb.error.InputException;
import java.util.Locale;

/** How one mixture is put on the transformer; the results agree within 1e-5 relative. */
public enum Application {
  /** As one low-rank product beside every Linear: works on streamed and quantised weights. */
  FOLDED,
  /** Added into a copy of the resident weights: nothing extra per step, for many steps or b. */
  MERGED;

  /** Reads {@code folded} or {@code merged}. */
  public static Application parse(String text) {
    for (Application application : values()) {
      if (application.name().toLowerCase(Locale.ROOT).equals(text)) {
        return application;
      }
    }
    throw InputException.of("'%s' is unknown: use folded or merged", text);
  }
}
