package io.lorweb.tiny.pairs;

import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.photographs.Photographs;

/** What the pictures of pairs show. */
public enum SubjectKind {
  /** Single drawings on white. */
  DRAWINGS {
    @Override
    public Subjects draw(Pool pool, long seed) {
      return new PairDraw(pool, seed);
    }
  },

  /** Collages, noise and renderings. */
  SCENES {
    @Override
    public Subjects draw(Pool pool, long seed) {
      return new SceneDraw(pool, seed);
    }
  },

  /** The twenty photographs, on the side of tests alone. */
  PHOTOGRAPHS {
    @Override
    public Subjects draw(Pool pool, long seed) {
      return new PhotographDraw(new Photographs(pool.size()), seed);
    }
  };

  /**
   * Pairs of this kind.
   *
   * @param pool the drawings; its size is the pictures'
   * @param seed the same seed gives the same pairs
   */
  public abstract Subjects draw(Pool pool, long seed);
}
