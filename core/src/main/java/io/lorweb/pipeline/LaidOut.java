package io.lorweb.pipeline;

import io.lorweb.analogy.Scene;
import io.lorweb.analogy.Subject;
import io.lorweb.image.Picture;
import java.util.List;

/**
 * An analogy laid out for one picture: step 1 of {@link AnalogyPipeline}.
 *
 * @param source the analogy
 * @param subject the picture to edit
 * @param draft how large the generated cell is
 * @param scene what the flow model sees
 * @param demonstrations one scene for every demonstration, the first of which is {@code scene};
 *     empty for a saved analogy
 */
public record LaidOut(
    AnalogySource source,
    Subject subject,
    Plan.Draft draft,
    Scene scene,
    List<Scene> demonstrations) {

  static LaidOut of(AnalogySource source, Subject subject, Plan.Draft draft) {
    Picture b = subject.b();
    if (source instanceof AnalogySource.Saved saved) {
      return new LaidOut(source, subject, draft, saved.scene(draft.composer(), b), List.of());
    }
    List<Scene> scenes = ((AnalogySource.Shown) source).scenes(draft.composer(), b);
    return new LaidOut(source, subject, draft, scenes.get(0), scenes);
  }
}
