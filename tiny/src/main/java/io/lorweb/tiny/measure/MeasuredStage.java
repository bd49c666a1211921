package io.lorweb.tiny.measure;

import io.lorweb.config.JsonFile;
import io.lorweb.eval.suite.Group;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Stages of a model folder that can be measured. */
public enum MeasuredStage {
  VAE,
  CLIP,
  BASE,
  ADAPTER,
  /** The base with an ordinary LoRA in the adapter's place. */
  LORA;

  /** What is measured, in the order of the columns. */
  public List<Figure> figures() {
    return switch (this) {
      case VAE -> List.of(Figure.EDITED, Figure.UNEDITED);
      case CLIP -> List.of(Figure.TOLD_APART);
      case BASE, LORA -> Figure.RIGHT_DEMONSTRATION;
      case ADAPTER ->
          Stream.concat(Figure.RIGHT_DEMONSTRATION.stream(), Figure.WRONG_DEMONSTRATION.stream())
              .toList();
    };
  }

  /** Rows: what the stage was trained on, and what is new to it. */
  List<Group> groups(TaskGroups tasks) {
    Levels levels = tasks.levels();
    return switch (this) {
      case VAE ->
          List.of(
              tasks.all(),
              tasks.of("trained on", levels::baseMay),
              tasks.of(Level.COMPOSITION),
              tasks.of(Level.NEW));
      case CLIP -> with(tasks.byLevel(), 0, tasks.all());
      case BASE ->
          List.of(
              tasks.of("trained on, by rule", t -> t instanceof EditTask && levels.baseMay(t)),
              tasks.of(Level.COMPOSITION),
              tasks.of("trained on, real pairs", t -> t instanceof StyleTask && levels.baseMay(t)),
              tasks.of(Level.NEW));
      case ADAPTER, LORA -> {
        List<Group> byLevel = tasks.byLevel();
        yield with(
            byLevel,
            byLevel.size(),
            tasks.of("seen, real pairs", t -> t instanceof StyleTask && levels.adapterMay(t)));
      }
    };
  }

  private static List<Group> with(List<Group> groups, int place, Group more) {
    List<Group> all = new ArrayList<>(groups);
    all.add(place, more);
    return all;
  }

  /** Whether it draws pictures from noise. */
  public boolean generates() {
    return this != VAE && this != CLIP;
  }

  /** Whether there is something to look at. */
  public boolean shows() {
    return this != CLIP;
  }

  /** What the sides of its pictures must be a multiple of, in pixels. */
  public int multiple(ModelFolder folder) {
    if (this == CLIP) {
      return 1;
    }
    Path file = folder.part("vae").resolve("config.json");
    int factor = VaeConfig.read(JsonFile.read(file)).factor();
    return generates() ? 2 * factor : factor;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
