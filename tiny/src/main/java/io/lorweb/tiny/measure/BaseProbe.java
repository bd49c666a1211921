package io.lorweb.tiny.measure;

import io.lorweb.LoRWeB;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.work.Progress;
import java.util.List;

/**
 * The base alone, told what to do by the task's first phrase.
 *
 * @param lorweb taken over, and closed with the stage
 * @param settings size and steps; prompt and seed are the item's
 */
public record BaseProbe(LoRWeB lorweb, Oracle oracle, Settings settings) implements Probe {

  @Override
  public List<Figure> figures() {
    return OutputScore.FIGURES;
  }

  @Override
  public List<TaskGroup> groups(Levels levels) {
    return List.of(
        new TaskGroup(
            "trained on, by rule", task -> task instanceof EditTask && levels.baseMay(task)),
        TaskGroup.of(Level.COMPOSITION, levels),
        new TaskGroup(
            "trained on, real pairs", task -> task instanceof StyleTask && levels.baseMay(task)),
        TaskGroup.of(Level.NEW, levels));
  }

  @Override
  public Measured measure(HeldOutItem item) {
    Pair subject = item.subject();
    Settings asked =
        settings
            .wording(w -> w.prompt(item.task().phrases().get(0)))
            .sampling(s -> s.seed(item.noise()));
    Picture output = lorweb.edit(subject.before(), asked, Progress.NONE).picture();
    return new Measured(
        OutputScore.of(output, subject, oracle.results(subject)),
        List.of(subject.before(), output, subject.after()));
  }

  @Override
  public void close() {
    lorweb.close();
  }
}
