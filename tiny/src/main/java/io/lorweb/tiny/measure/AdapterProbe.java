package io.lorweb.tiny.measure;

import io.lorweb.LoRWeB;
import io.lorweb.Settings;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The analogy from pictures alone, without a word. Every item is made a second time, from the same
 * noise, after a demonstration of another task: what does not change then has not been read off the
 * demonstration.
 *
 * @param lorweb with an adapter; taken over, and closed with the stage
 * @param settings size and steps; the seed is the item's
 */
public record AdapterProbe(LoRWeB lorweb, Oracle oracle, Settings settings) implements Probe {

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(OutputScore.FIGURES);
    figures.addAll(List.of(Figure.WRONG, Figure.WRONG_TRUE, Figure.WRONG_SHOWN));
    return figures;
  }

  @Override
  public List<TaskGroup> groups(Levels levels) {
    return groupsOf(levels);
  }

  /** Those of everything that learns what the adapter learns. */
  static List<TaskGroup> groupsOf(Levels levels) {
    List<TaskGroup> groups = new ArrayList<>(TaskGroup.byLevel(levels));
    groups.add(
        new TaskGroup(
            "seen, real pairs",
            task -> task instanceof StyleTask && levels.of(task) == Level.SEEN));
    return groups;
  }

  @Override
  public Measured measure(HeldOutItem item) {
    Pair subject = item.subject();
    Optional<Oracle.Results> results = oracle.results(subject);
    Picture output = output(item.demonstration(), item);
    Picture misled = output(item.wrong(), item);
    Map<Figure, Double> values = OutputScore.of(output, subject, results);
    values.put(Figure.WRONG, Psnr.of(misled, subject.after()));
    results.ifPresent(
        all -> {
          values.put(
              Figure.WRONG_TRUE, OutputScore.share(all.nearest(subject.task().name(), misled)));
          values.put(
              Figure.WRONG_SHOWN,
              OutputScore.share(all.nearest(item.wrong().task().name(), misled)));
        });
    return new Measured(
        values,
        List.of(
            item.demonstration().before(),
            item.demonstration().after(),
            subject.before(),
            output,
            subject.after()));
  }

  private Picture output(Pair shown, HeldOutItem item) {
    return lorweb
        .analogy(shown.before(), shown.after())
        .apply(
            item.subject().before(),
            settings.wording(w -> w.prompt("")).sampling(s -> s.seed(item.noise())),
            Progress.NONE)
        .picture();
  }

  @Override
  public void close() {
    lorweb.close();
  }
}
