package io.lorweb.train.recipe;

import io.lorweb.config.Section;
import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reference's {@code datasets} block (docs/spec/LORWEB.md sections 8.2 and 8.9). */
final class ReferenceData {

  private ReferenceData() {}

  static List<DataSource> read(Section process, List<String> notices) {
    boolean crops = process.section("train").flag("reference_crops", false);
    if (!crops) {
      notices.add(
          "pictures are cropped cell by cell, so that the quadrants match; train.reference_crops:"
              + " true crops whole composites as the reference does");
    }
    List<DataSource> data = new ArrayList<>();
    for (Section section : process.sections("datasets")) {
      data.add(section.make(() -> dataset(section, crops, notices)));
    }
    if (data.isEmpty()) {
      throw InputException.of("%s must list at least one data set", process.where("datasets"));
    }
    return data;
  }

  private static DataSource dataset(Section section, boolean crops, List<String> notices) {
    return new DataSource(
        source(section),
        section.integers("resolution", List.of(512)),
        section.choice("extent", DataSource.Extent.class, DataSource.Extent.COMPOSITE),
        crops,
        section.decimal("caption_dropout_rate", 0),
        section.text("default_caption", ""),
        reverse(section, notices),
        section.flag("flip_x", false),
        section.integer("num_repeats", 1),
        Optional.empty());
  }

  private static double reverse(Section section, List<String> notices) {
    boolean both = section.flag("is_bidirectional_analogy", false);
    if (both && !section.has("reverse")) {
      notices.add(
          "is_bidirectional_analogy: half of the draws run backwards, with context and caption"
              + " reversed too, which the reference forgets");
    }
    return section.decimal("reverse", both ? 0.5 : 0);
  }

  private static DataSource.Source source(Section section) {
    if (section.has("manifest")) {
      if (section.has("folder_path") || section.has("control_path")) {
        throw section.refused("manifest", "excludes folder_path and control_path: use one");
      }
      return new DataSource.Source.Manifest(
          section.path("manifest"), section.optionalText("split"));
    }
    if (section.has("split")) {
      throw section.refused("split", "needs a manifest: folders of strips have no splits");
    }
    return new DataSource.Source.Strips(
        section.path("folder_path"),
        section.path("control_path"),
        section.text("caption_ext", "txt").replaceFirst("^\\.", ""),
        section.flag("enable_relation_captions", false));
  }
}
