package io.lorweb.study.design;

import io.lorweb.error.InputException;
import java.util.List;
import java.util.Optional;

/**
 * What a study is to be like.
 *
 * @param title of its pages
 * @param models of the run, two or more; the first meets every other one
 * @param items questions to vote on for each pair of models; fewer where the run has fewer
 * @param checks items with a right answer
 * @param failed leaves out questions in which every model failed; absent: none is left out
 * @param terms how people take part
 * @param seed of every choice
 * @param simulated whether nobody is to be asked: every page and report will say so
 */
public record StudyRequest(
    String title,
    List<String> models,
    int items,
    int checks,
    Optional<Failed> failed,
    Design.Terms terms,
    long seed,
    boolean simulated) {

  /**
   * When an answer counts as failed.
   *
   * @param metric of the run
   * @param atMost a value that is no success yet
   */
  public record Failed(String metric, double atMost) {}

  public StudyRequest {
    models = List.copyOf(models);
    if (models.size() < 2 || models.stream().distinct().count() < models.size()) {
      throw InputException.of("a study compares two models or more, each once, not %s", models);
    }
    if (items < 1 || checks < 0) {
      throw InputException.of(
          "a study needs at least one item and no negative number of checks, not %d and %d",
          items, checks);
    }
  }
}
