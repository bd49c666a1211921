package io.lorweb.tiny.drawings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All drawings by style and name. Immutable; safe for several threads. */
public final class Pool {

  private final int size;
  private final Map<Style, PoolFile> files;

  Pool(int size, Map<Style, PoolFile> files) {
    this.size = size;
    this.files = new EnumMap<>(files);
  }

  /** Side of all drawings in pixels. */
  public int size() {
    return size;
  }

  /** Names that are drawn in this style, sorted. */
  public List<String> names(Style style) {
    return files.get(style).names();
  }

  /** Those of one side of the split, sorted. */
  public List<String> names(Style style, Split split) {
    return names(style).stream().filter(name -> Split.of(name) == split).toList();
  }

  /** A drawing, if that name is drawn in that style. */
  public Optional<Drawing> drawing(Style style, String name) {
    return files.get(style).drawing(name);
  }

  /** The drawings of a style on one side of the split, sorted by name. */
  public List<Drawing> drawings(Style style, Split split) {
    return names(style, split).stream().map(name -> drawing(style, name).orElseThrow()).toList();
  }
}
