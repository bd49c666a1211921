package io.lorweb.tasks;

/** How new a task is to the adapter. */
public enum Level {
  /** The adapter is trained on it. */
  SEEN("seen"),

  /** Another parameter of a family that the adapter has seen; base, CLIP and VAE know it. */
  PARAMETER("U_PARAM"),

  /** A composition of two tasks that nobody has been shown together. */
  COMPOSITION("U_COMP"),

  /** A family that is new to the adapter; base, CLIP and VAE know it. */
  FAMILY("U_FAM"),

  /** New to adapter, base, CLIP and VAE. */
  NEW("U_NEW");

  private final String label;

  Level(String label) {
    this.label = label;
  }

  /** The word for it in tables. */
  public String label() {
    return label;
  }
}
