package io.lorweb.tiny.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All tasks by name. The 105 named ones are what models are measured on; variants (the same edits
 * with other parameters) and compositions of two make training richer. A name says all: it gives
 * the same task in every run.
 */
public final class Catalogue {

  /** First and second of the compositions that are tasks of their own. */
  private static final List<String> COMPOSED =
      List.of(
          "fliph+gray",
          "invert+borderred",
          "shrink+bgyellow",
          "sepia+star",
          "hue120+blur",
          "shadow+pixel4");

  private final Map<String, EditTask> simple = new LinkedHashMap<>();
  private final Map<String, EditTask> variants = new LinkedHashMap<>();
  private final List<Task> tasks;

  public Catalogue() {
    Stream.of(
            ColourTasks.fixed(),
            ToneTasks.fixed(),
            FilterTasks.fixed(),
            GeometryTasks.fixed(),
            GroundTasks.fixed(),
            FrameTasks.fixed(),
            OutlineTasks.fixed(),
            OverlayTasks.fixed(),
            StampTasks.fixed())
        .flatMap(List::stream)
        .forEach(task -> add(simple, task));
    ColourTasks.variants(this::addVariant);
    ToneTasks.variants(this::addVariant);
    FilterTasks.variants(this::addVariant);
    GeometryTasks.variants(this::addVariant);
    GroundTasks.variants(this::addVariant);
    FrameTasks.variants(this::addVariant);
    OutlineTasks.variants(this::addVariant);
    OverlayTasks.variants(this::addVariant);
    StampTasks.variants(this::addVariant);
    List<Task> all = new ArrayList<>(simple.values());
    COMPOSED.forEach(name -> all.add(compose(name)));
    all.addAll(RealPairs.all());
    tasks = List.copyOf(all);
  }

  private void addVariant(EditTask task) {
    if (task.name().indexOf(':') < 0) {
      throw new IllegalStateException("the variant " + task.name() + " names no parameter");
    }
    add(variants, task);
  }

  private static void add(Map<String, EditTask> tasks, EditTask task) {
    if (tasks.put(task.name(), task) != null) {
      throw new IllegalStateException("two tasks are called " + task.name());
    }
  }

  /** The 105 named tasks: 84 simple ones, 6 compositions, 15 real pairs. */
  public List<Task> tasks() {
    return tasks;
  }

  /** The 90 named tasks that are edits by rule. */
  public List<EditTask> edits() {
    return tasks.stream().filter(EditTask.class::isInstance).map(EditTask.class::cast).toList();
  }

  /** The named tasks that are neither compositions nor real pairs. */
  public List<EditTask> simple() {
    return List.copyOf(simple.values());
  }

  /** Every variant there is, compositions not counted. */
  public List<EditTask> variants() {
    return List.copyOf(variants.values());
  }

  /** The named task, variant or composition ("first+second") of that name, if there is one. */
  public Optional<Task> task(String name) {
    Optional<Task> named = tasks.stream().filter(task -> task.name().equals(name)).findFirst();
    if (named.isPresent()) {
      return named;
    }
    if (variants.containsKey(name)) {
      return Optional.of(variants.get(name));
    }
    int plus = name.indexOf('+');
    return plus > 0
            && single(name.substring(0, plus)) != null
            && single(name.substring(plus + 1)) != null
        ? Optional.of(compose(name))
        : Optional.empty();
  }

  private EditTask compose(String name) {
    int plus = name.indexOf('+');
    return single(name.substring(0, plus)).then(single(name.substring(plus + 1)));
  }

  private EditTask single(String name) {
    return simple.containsKey(name) ? simple.get(name) : variants.get(name);
  }
}
