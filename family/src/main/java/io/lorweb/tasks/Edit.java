package io.lorweb.tasks;

/** What a procedural task does to a picture: a pure function. */
@FunctionalInterface
public interface Edit {

  Layers apply(Layers picture);

  /** This edit, then another. */
  default Edit then(Edit next) {
    return picture -> next.apply(apply(picture));
  }
}
