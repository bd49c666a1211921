package io.lorweb.study.votes;

import io.lorweb.error.InputException;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Trials;
import io.lorweb.study.design.Trials.Trial;
import io.lorweb.work.Seeds;
import java.util.Optional;
import java.util.Random;

/**
 * People that do not exist: they show that a study works and what it would say, never anything
 * about its models.
 *
 * @param people how many
 * @param preference probability that one of them chooses the first model, in [0, 1]
 * @param seed of every choice
 */
public record Cohort(int people, double preference, long seed) {

  private static final int REACTION_MS = 1500;

  public Cohort {
    if (people < 1) {
      throw InputException.of("a cohort of %d people votes on nothing", people);
    }
    if (!(preference >= 0 && preference <= 1)) {
      throw InputException.of("a preference is a probability in 0..1, not %s", preference);
    }
  }

  /**
   * Lets everybody answer everything; nobody misses a check.
   *
   * @throws InputException where the study was not made to be simulated, or is full
   */
  public void vote(Design design, Ballots ballots) {
    if (!design.simulated()) {
      throw InputException.of(
          "study '%s' is one for people: simulated votes need a study that was created as simulated",
          design.title());
    }
    for (int i = 0; i < people; i++) {
      Person person =
          ballots
              .begin(design.terms().mostPeople())
              .orElseThrow(() -> new InputException("the study has as many people as it needs"));
      Random random = Seeds.DRAW.random(seed, person.number());
      for (Trial trial : Trials.of(design, person.number())) {
        ballots.vote(vote(design, person, trial, random));
      }
      ballots.finished(person.link());
    }
  }

  private Vote vote(Design design, Person person, Trial trial, Random random) {
    boolean first = !design.items().contains(trial.item()) || random.nextDouble() < preference;
    return new Vote(
        person.link(),
        trial.number(),
        trial.item().id(),
        trial.left(),
        trial.right(),
        Optional.of(first ? trial.item().first() : trial.item().other()),
        REACTION_MS,
        true,
        false,
        person.link() + "-" + trial.number(),
        System.currentTimeMillis());
  }
}
