package io.lorweb.tiny.tasks;

/** What a procedural task does to a picture: a pure function. */
@FunctionalInterface
public interface Edit {

  Layers apply(Layers picture);

  /** Both layers in other colours. */
  static Edit recolour(Recolour change) {
    return picture -> picture.recoloured(change);
  }

  /** Both layers moved pixel by pixel, see {@link Layers#moved}. */
  static Edit move(Warp warp) {
    return picture -> picture.moved(warp);
  }

  /** Both layers bent smoothly, see {@link Layers#warped}. */
  static Edit warp(Warp warp) {
    return picture -> picture.warped(warp);
  }

  /** Something painted on the figure. */
  static Edit paint(Shape shape, Colour colour) {
    return picture -> picture.painted(shape, colour);
  }

  /** This edit, then another. */
  default Edit then(Edit next) {
    return picture -> next.apply(apply(picture));
  }
}
