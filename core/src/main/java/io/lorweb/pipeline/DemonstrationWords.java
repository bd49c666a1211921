package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Demonstration;
import io.lorweb.explain.Explaining;
import io.lorweb.explain.Explanation;
import io.lorweb.explain.Instructions;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.layer.Adapter;
import io.lorweb.work.Progress;
import java.util.List;

/**
 * The first demonstration said in words, whatever b is: once for all b.
 *
 * @param instructions to choose from
 * @param most of them, one after the other
 */
record DemonstrationWords(Session session, Instructions instructions, int most) {

  /**
   * All that decides an explanation.
   *
   * @param pictures hashes of a, a'
   * @param instructions to choose from
   * @param most of them
   * @param textLength T5 tokens
   * @param guidance embedded guidance scale
   * @param size of the cells that are compared
   */
  record Key(
      List<String> pictures,
      Instructions instructions,
      int most,
      int textLength,
      double guidance,
      Size size) {}

  Explanation of(AnalogySource.Shown shown, Plan plan, Progress progress) {
    Demonstration first = shown.demonstrations().get(0);
    Composer composer = plan.draftOf(first.a().size()).composer();
    Size size = composer.alone(first.a()).output();
    Key key =
        new Key(
            List.of(first.a().sha256(), first.a2().sha256()),
            instructions,
            most,
            plan.wording().textLength(),
            plan.sampling().guidance(),
            size);
    return session.explanations().get(key, () -> explain(first, key, progress), progress);
  }

  private Explanation explain(Demonstration shown, Key key, Progress progress) {
    Explaining explaining =
        new Explaining(
            session.model(),
            session.transformer(Adapter.NONE),
            instructions,
            key.textLength(),
            key.guidance());
    return explaining.run(
        cell(shown.a(), key.size()), cell(shown.a2(), key.size()), most, progress);
  }

  private static Picture cell(Picture picture, Size size) {
    return Composite.cell(picture, size.width(), size.height());
  }
}
