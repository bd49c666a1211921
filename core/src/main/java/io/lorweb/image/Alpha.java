package io.lorweb.image;

/** What becomes of transparent pixels. */
enum Alpha {
  ON_WHITE,

  /** The colours that are stored under them, as if they were opaque. */
  IGNORED
}
