package io.lorweb.tiny.tasks;

/** How new a task is, the best known first: up to FAMILY the base knows it. */
public enum Level {
  /** The adapter is trained on it. */
  SEEN("seen"),

  /** Another parameter of a family that the adapter has seen; base, CLIP and VAE know it. */
  PARAMETER("U_PARAM"),

  /** A family that is new to the adapter; base, CLIP and VAE know it. */
  FAMILY("U_FAM"),

  /** A composition of two tasks that nobody has been shown together. */
  COMPOSITION("U_COMP"),

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
