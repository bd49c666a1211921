package io.lorweb.measure;

import io.lorweb.LoRWeB;
import io.lorweb.Progress;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.pairs.Pair;
import io.lorweb.tasks.EditTask;
import io.lorweb.tasks.Level;
import io.lorweb.tasks.Levels;
import io.lorweb.tasks.StyleTask;
import java.util.List;

/**
 * The base alone, told what to do by the task's first phrase.
 *
 * @param lorweb taken over, and closed with the stage
 * @param settings size and steps; prompt and seed are the item's
 */
public record BaseStage(LoRWeB lorweb, Oracle oracle, Settings settings) implements Stage {

  @Override
  public List<Figure> figures() {
    return Outcome.FIGURES;
  }

  @Override
  public List<Group> groups(Levels levels) {
    return List.of(
        new Group("trained on, by rule", task -> task instanceof EditTask && levels.baseMay(task)),
        Group.of(Level.COMPOSITION, levels),
        new Group(
            "trained on, real pairs", task -> task instanceof StyleTask && levels.baseMay(task)),
        Group.of(Level.NEW, levels));
  }

  @Override
  public Measured measure(Item item) {
    Pair subject = item.subject();
    Settings asked = settings.prompt(item.task().phrases().get(0)).seed(item.noise());
    Picture output = lorweb.edit(subject.before(), asked, Progress.NONE).picture();
    return new Measured(
        Outcome.of(output, subject, oracle.results(subject)),
        List.of(subject.before(), output, subject.after()));
  }

  @Override
  public void close() {
    lorweb.close();
  }
}
