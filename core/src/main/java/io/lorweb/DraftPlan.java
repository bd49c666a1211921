package io.lorweb;

import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.image.GuidedUpscaler;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.image.Sizing;
import java.util.Optional;

/**
 * How a picture comes about that is larger than what the model makes well: as a draft, enlarged
 * with the detail of the picture that is edited.
 *
 * @param asked the settings with the draft's side filled in
 * @param drawn the settings that the scene is composed with
 * @param wanted size of the finished cell, if it is larger than the draft
 */
record DraftPlan(Settings asked, Settings drawn, Optional<Size> wanted) {

  /** The draft of b' for {@code b}; the reference's behaviour knows none. */
  static DraftPlan of(LoRWeB lorweb, Settings settings, Layout layout, Picture b) {
    int side = settings.draft().orElse(lorweb.model().folder().defaults().draft());
    if (settings.compatibility() != Compatibility.NONE) {
      side = 0;
    }
    Settings asked = settings.draft(side);
    DraftPlan none = new DraftPlan(asked, asked, Optional.empty());
    if (side == 0) {
      return none;
    }
    Size cell = lorweb.composer(asked, layout).cell(b.size());
    long area = (long) side * side;
    if ((long) cell.width() * cell.height() <= area) {
      return none;
    }
    Size small = Sizing.output(cell, area, lorweb.model().pixelsPerToken());
    return new DraftPlan(asked, asked.only(small), Optional.of(cell));
  }

  /** Given starting noise fits one canvas: no model's default may choose another. */
  static Settings beside(Optional<float[]> latents, Settings settings) {
    return latents.isPresent() && settings.draft().isEmpty() ? settings.draft(0) : settings;
  }

  /** The result in the size that was asked for. */
  Result finished(Result result, Picture b) {
    return wanted
        .map(
            size ->
                result.with(
                    GuidedUpscaler.of(
                        result.picture(), Composite.cell(b, size.width(), size.height()))))
        .orElse(result);
  }
}
