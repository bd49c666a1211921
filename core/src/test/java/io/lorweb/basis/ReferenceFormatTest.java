package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFormatTest {

  private static final Path CASE = FixtureTree.root().resolve("lorweb-checkpoint/landscape");

  @TempDir Path temp;

  @Test
  void whatIsSavedForTheReferenceReadsBackAsTheSameAdapter() {
    // Given an adapter with unusual options (tanh, two heads, sum)
    try (BasisAdapter original =
        BasisAdapter.open(
            CASE.resolve("lorweb.safetensors"), Optional.of(CASE.resolve("config.yaml")))) {
      // When it is saved as the reference saves, with a YAML
      Path file = temp.resolve("again.safetensors");
      Path yaml = temp.resolve("config.yaml");
      original.saveForReference(file, yaml);
      // Then both together give the same options and tensors, and no assumption is needed
      try (BasisAdapter again = BasisAdapter.open(file, Optional.of(yaml));
          Scope scope = new Scope()) {
        assertThat(again.config()).isEqualTo(original.config());
        assertThat(again.notices()).isEmpty();
        assertThat(again.metadata()).doesNotContainKey(BasisMetadata.ENTRY);
        assertThat(again.bases().keySet()).isEqualTo(original.bases().keySet());
        for (String path : original.bases().keySet()) {
          assertThat(Tensors.floats(again.bases().get(path).b()))
              .isEqualTo(Tensors.floats(original.bases().get(path).b()));
        }
      }
    }
  }
}
