package io.lorweb.tiny.drawings;

import java.util.Arrays;
import java.util.Optional;

/** Whose hand a drawing is in: one name is drawn in several styles. */
public enum Style {
  NOTO("noto"),
  NOTO_LIGHT("noto-light"),
  NOTO_DARK("noto-dark"),
  TWEMOJI("twemoji"),
  FLAT("flat"),
  CONTRAST("contrast"),
  THREE_D("3d"),
  PH("ph"),
  PH_BOLD("ph-bold"),
  PH_FILL("ph-fill"),
  PH_THIN("ph-thin");

  private final String id;

  Style(String id) {
    this.id = id;
  }

  /** The word for it in file names and reports. */
  public String id() {
    return id;
  }

  /** The style with that id, if there is one. */
  public static Optional<Style> named(String id) {
    return Arrays.stream(values()).filter(style -> style.id.equals(id)).findFirst();
  }
}
