package io.lorweb.train.data;

import io.lorweb.image.PictureNames;
import io.lorweb.train.recipe.DataSource.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the folders that the reference's preparation writes (docs/spec/LORWEB.md section 8.2). */
final class StripFolder {

  /** Where captions of relations stand, beside the folder of targets. */
  static final String METADATA = "analogy_metadata.json";

  private StripFolder() {}

  /**
   * Every target with its strip.
   *
   * @param refused is told of each target that has no strip; the others are still returned
   */
  static List<Entry> read(Source.Strips source, Consumer<Finding> refused) {
    Path metadata = source.target().toAbsolutePath().normalize().resolveSibling(METADATA);
    Map<String, String> prompts =
        source.relationCaptions() ? AnalogyMetadata.prompts(metadata) : Map.of();
    List<Entry> entries = new ArrayList<>();
    for (Path target : PictureNames.below(source.target())) {
      Path relative = source.target().relativize(target);
      Optional<Path> strip = strip(source.control(), relative);
      if (strip.isEmpty()) {
        refused.accept(
            new Finding(
                Finding.Kind.MISSING,
                target.toString(),
                "has no strip: " + source.control() + " lacks a picture of its name",
                "prepare the data again or remove the target"));
        continue;
      }
      String id = PictureNames.stem(target);
      Path sideCar = target.resolveSibling(id + "." + source.captionExtension());
      String caption = prompts.containsKey(id) ? prompts.get(id) : Captions.read(sideCar);
      entries.add(
          new Entry.Strip(id, strip.get(), target, Entry.Labels.of(Captions.clean(caption))));
    }
    if (entries.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              source.target().toString(),
              "holds no target with a strip in " + source.control(),
              "run lorweb data prepare first"));
    }
    return entries;
  }

  /** In the same place below the folder of strips, else in that folder itself. */
  private static Optional<Path> strip(Path control, Path relative) {
    String stem = PictureNames.stem(relative);
    Path parent = relative.getParent();
    Optional<Path> beside =
        parent == null ? Optional.empty() : PictureNames.find(control.resolve(parent), stem);
    return beside.or(() -> PictureNames.find(control, stem));
  }
}
