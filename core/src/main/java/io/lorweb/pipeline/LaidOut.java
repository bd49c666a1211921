package io.lorweb.pipeline;

import io.lorweb.analogy.Scene;
import io.lorweb.image.Picture;
import java.util.List;

/**
 * An analogy laid out for one b: step 1 of {@link AnalogyPipeline}.
 *
 * @param source the analogy
 * @param b the picture to edit
 * @param draft how large the generated cell is
 * @param scene what the flow model sees
 * @param demonstrations one scene for every demonstration, the first of which is {@code scene};
 *     empty for a saved analogy
 */
public record LaidOut(
    AnalogySource source, Picture b, Plan.Draft draft, Scene scene, List<Scene> demonstrations) {

  static LaidOut of(AnalogySource source, Picture b, Plan.Draft draft) {
    if (source instanceof AnalogySource.Saved saved) {
      return new LaidOut(source, b, draft, saved.scene(draft.composer(), b), List.of());
    }
    List<Scene> scenes = ((AnalogySource.Shown) source).scenes(draft.composer(), b);
    return new LaidOut(source, b, draft, scenes.get(0), scenes);
  }
}
