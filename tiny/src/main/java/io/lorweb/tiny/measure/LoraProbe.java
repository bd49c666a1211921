package io.lorweb.tiny.measure;

import io.lorweb.LoRWeB;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.work.Progress;
import java.util.List;

/**
 * The baseline: the base with one ordinary LoRA, which cannot see the demonstration, asked without
 * a word.
 *
 * @param lorweb with the LoRA; taken over, and closed with the stage
 * @param settings size and steps; the seed is the item's
 */
public record LoraProbe(LoRWeB lorweb, Oracle oracle, Settings settings) implements Probe {

  @Override
  public List<Figure> figures() {
    return OutputScore.FIGURES;
  }

  @Override
  public List<TaskGroup> groups(Levels levels) {
    return AdapterProbe.groupsOf(levels);
  }

  @Override
  public Measured measure(HeldOutItem item) {
    Pair subject = item.subject();
    Settings asked = settings.wording(w -> w.prompt("")).sampling(s -> s.seed(item.noise()));
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
