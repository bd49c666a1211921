package io.lorweb.tiny.tasks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Which variants and compositions a data set gets: a sample by seed, spread over the families. */
public final class Selection {

  /** Of all that is taken, the share that are compositions. */
  private static final double COMPOSED = 0.4;

  private static final int MOST_WORDS = 12;

  /** In this order families are composed: what stands later would undo or hide less. */
  private static final List<String> ORDER =
      List.of(
          "crop",
          "scale",
          "rot",
          "flip",
          "quad",
          "shift",
          "warp",
          "mirror",
          "tile",
          "hue",
          "swap",
          "tint",
          "tone",
          "duo",
          "gray",
          "quant",
          "outline",
          "shadow",
          "glow",
          "bg",
          "bgpat",
          "invert",
          "thermal",
          "edge",
          "over",
          "text",
          "lines",
          "vign",
          "border",
          "mask",
          "halftone",
          "noise",
          "blur",
          "motion",
          "pixel");

  private final Catalogue catalogue;
  private final Levels levels;

  public Selection(Catalogue catalogue, Levels levels) {
    this.catalogue = catalogue;
    this.levels = levels;
  }

  /**
   * Variants and compositions that base, CLIP and VAE may be trained on.
   *
   * @param count how many; fewer where there are no more
   * @param seed gives the same sample every time
   */
  public List<EditTask> take(int count, long seed) {
    Random random = new Random(seed);
    List<EditTask> allowed = catalogue.variants().stream().filter(levels::baseMay).toList();
    int composed = (int) Math.round(count * COMPOSED);
    List<EditTask> taken = new ArrayList<>(spread(allowed, count - composed, random));
    taken.addAll(compositions(allowed, composed, random));
    return List.copyOf(taken);
  }

  /** Family by family, large ones more often, though not in proportion. */
  private static Collection<EditTask> spread(List<EditTask> all, int count, Random random) {
    Map<String, List<EditTask>> families = families(all);
    families.values().forEach(list -> Collections.shuffle(list, random));
    List<EditTask> taken = new ArrayList<>();
    while (taken.size() < count && !families.isEmpty()) {
      String family = pick(families, random);
      List<EditTask> rest = families.get(family);
      taken.add(rest.remove(rest.size() - 1));
      if (rest.isEmpty()) {
        families.remove(family);
      }
    }
    return taken;
  }

  private Collection<EditTask> compositions(List<EditTask> variants, int count, Random random) {
    List<EditTask> all = new ArrayList<>(variants);
    catalogue.simple().stream().filter(levels::baseMay).forEach(all::add);
    Map<String, List<EditTask>> families = families(all);
    Map<String, EditTask> taken = new LinkedHashMap<>();
    Set<String> tried = new LinkedHashSet<>();
    while (taken.size() < count && tried.size() < 20 * count) {
      EditTask one = any(families.get(pick(families, random)), random);
      EditTask other = any(families.get(pick(families, random)), random);
      int order = order(one).compareTo(order(other));
      if (order == 0) {
        continue;
      }
      EditTask both = order < 0 ? one.then(other) : other.then(one);
      tried.add(both.name());
      if (levels.baseMay(both) && brief(both)) {
        taken.put(both.name(), both);
      }
    }
    return taken.values();
  }

  /** Place of a task's family in compositions. */
  static Integer order(EditTask task) {
    return ORDER.indexOf(task.family());
  }

  private static boolean brief(EditTask task) {
    return task.phrases().stream().allMatch(phrase -> phrase.split(" ").length <= MOST_WORDS);
  }

  private static Map<String, List<EditTask>> families(List<EditTask> tasks) {
    Map<String, List<EditTask>> families = new TreeMap<>();
    tasks.forEach(
        task -> families.computeIfAbsent(task.family(), f -> new ArrayList<>()).add(task));
    return families;
  }

  /** A family, in proportion to the square root of what is in it. */
  private static String pick(Map<String, List<EditTask>> families, Random random) {
    double sum = families.values().stream().mapToDouble(list -> Math.sqrt(list.size())).sum();
    double at = random.nextDouble() * sum;
    String last = "";
    for (Map.Entry<String, List<EditTask>> family : families.entrySet()) {
      last = family.getKey();
      at -= Math.sqrt(family.getValue().size());
      if (at < 0) {
        break;
      }
    }
    return last;
  }

  private static EditTask any(List<EditTask> tasks, Random random) {
    return tasks.get(random.nextInt(tasks.size()));
  }
}
