package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an analogy comes from: pictures that show the edit, or a file. */
public sealed interface AnalogySource {

  /**
   * Pairs of pictures of one edit.
   *
   * @param demonstrations at least one; the first one is what the flow model sees
   */
  record Shown(List<Demonstration> demonstrations) implements AnalogySource {
    public Shown {
      demonstrations = List.copyOf(demonstrations);
      if (demonstrations.isEmpty()) {
        throw new InputException("an analogy needs at least one pair of pictures a and a'");
      }
    }

    @Override
    public Optional<Demonstration> first() {
      return Optional.of(demonstrations.get(0));
    }

    /** Of a, a', a, a' and so on. */
    List<String> hashes() {
      return demonstrations.stream()
          .flatMap(pair -> Stream.of(pair.a().sha256(), pair.a2().sha256()))
          .toList();
    }

    /** One scene for every demonstration. */
    List<Scene> scenes(Composer composer, Picture b) {
      return demonstrations.stream()
          .map(shown -> composer.compose(shown.a(), shown.a2(), b))
          .toList();
    }
  }

  /**
   * A saved analogy.
   *
   * @param file what was saved
   */
  record Saved(AnalogyFile file) implements AnalogySource {
    @Override
    public Optional<Demonstration> first() {
      return file.demonstration();
    }

    Scene scene(Composer composer, Picture b) {
      if (file.demonstration().isPresent()) {
        Demonstration shown = file.demonstration().get();
        return composer.compose(shown.a(), shown.a2(), b);
      }
      if (composer.layout() != Layout.QUERY) {
        throw new InputException(
            "this saved analogy does not contain a and a': it works only with setting 'layout' query");
      }
      return composer.alone(b);
    }
  }

  /** The pair that the flow model sees, if the pictures are here. */
  Optional<Demonstration> first();
}
