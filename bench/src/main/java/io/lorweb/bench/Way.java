package io.lorweb.bench;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.basis.Mixture;
import io.lorweb.layer.Adapter;
import io.lorweb.tensor.Arena;
import java.util.List;

/** How a mixture is put on a transformer. */
enum Way {
  FOLDED("folded") {
    @Override
    Adapter on(MountedBasis basis, Mixture mixture, Arena owner) {
      return basis.folded(mixture, owner);
    }
  },
  MERGED("merged") {
    @Override
    Adapter on(MountedBasis basis, Mixture mixture, Arena owner) {
      return basis.merged(mixture, owner);
    }
  },
  PER_SAMPLE("per sample") {
    @Override
    Adapter on(MountedBasis basis, Mixture mixture, Arena owner) {
      return basis.perSample(List.of(mixture), owner);
    }
  };

  private final String words;

  Way(String words) {
    this.words = words;
  }

  abstract Adapter on(MountedBasis basis, Mixture mixture, Arena owner);

  @Override
  public String toString() {
    return words;
  }
}
