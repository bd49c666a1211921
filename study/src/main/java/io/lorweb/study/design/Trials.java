package io.lorweb.study.design;

import io.lorweb.study.design.Design.Item;
import io.lorweb.work.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What one person is shown, in order: practice, then the items in an order of their own with checks
 * spread among them. It follows from the study's seed and the person's number alone, so a reload
 * shows the same.
 *
 * <p>Sides are balanced twice: within a person half of the first model's results stand on the left,
 * and of two people who follow each other one sees an item's sides exchanged.
 */
public final class Trials {

  /** Purposes of random numbers beside {@link Seeds}'s own. */
  private static final long SIDES = 1;

  private static final long ORDER = 2;
  private static final long CHECKS = 3;

  private Trials() {}

  /**
   * One screen.
   *
   * @param number from 0, the practice
   * @param item what is compared
   * @param firstLeft whether the first candidate stands on the left
   */
  public record Trial(int number, Item item, boolean firstLeft) {

    /** The picture on the left. */
    public String left() {
      return firstLeft ? item.first() : item.other();
    }

    /** The picture on the right. */
    public String right() {
      return firstLeft ? item.other() : item.first();
    }
  }

  /**
   * The trials of a person.
   *
   * @param person numbers from 0 in the order in which people began
   */
  public static List<Trial> of(Design design, int person) {
    List<Boolean> sides = sides(design.items().size(), design.seed(), SIDES, person);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < design.items().size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, Seeds.ORDER.random(design.seed(), ORDER, person));
    List<Boolean> checkSides = sides(design.checks().size(), design.seed(), CHECKS, person);
    List<Trial> trials = new ArrayList<>();
    Random coin = Seeds.DRAW.random(design.seed(), person);
    trials.add(new Trial(0, design.practice(), coin.nextBoolean()));
    int checks = design.checks().size();
    int checked = 0;
    for (int i = 0; i < order.size(); i++) {
      // The k-th of n checks comes after k / (n + 1) of the items.
      while (checked < checks && i * (checks + 1L) >= (checked + 1L) * order.size()) {
        trials.add(new Trial(trials.size(), design.checks().get(checked), checkSides.get(checked)));
        checked++;
      }
      int at = order.get(i);
      trials.add(new Trial(trials.size(), design.items().get(at), sides.get(at)));
    }
    for (; checked < checks; checked++) {
      trials.add(new Trial(trials.size(), design.checks().get(checked), checkSides.get(checked)));
    }
    return trials;
  }

  /** Half of them true, exchanged for every second person; drawn anew for every pair of people. */
  private static List<Boolean> sides(int count, long seed, long purpose, int person) {
    List<Boolean> sides = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sides.add(i % 2 == 0);
    }
    Collections.shuffle(sides, Seeds.DRAW.random(seed, purpose, person / 2));
    boolean exchanged = person % 2 == 1;
    return sides.stream().map(side -> side != exchanged).toList();
  }
}
