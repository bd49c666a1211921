package io.lorweb.study.design;

import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.study.design.Design.Item;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes a study of an evaluation run: questions are drawn by seed, one of each task in turn, so
 * that every task has its share.
 *
 * @param evaluation the run
 * @param request what the study is to be like
 * @param keep stores a picture and tells its id
 */
public record StudyMaker(
    Evaluation evaluation, StudyRequest request, Function<Picture, String> keep) {

  private static final String FAILED = "every model failed";
  private static final String IDENTICAL = "both results are the same picture";

  /**
   * The study.
   *
   * @param run its name
   * @throws InputException when the run lacks a model, a metric or a picture, or gives too little
   */
  public Design make(String run) {
    request.models().forEach(this::requireModel);
    Map<String, Map<String, Scored>> answers = answers();
    Map<String, Integer> left = new TreeMap<>();
    Map<String, List<Question>> drawn = drawn(answers, left);
    List<Item> items = new ArrayList<>();
    for (String opponent : request.models().subList(1, request.models().size())) {
      items.addAll(items(drawn, opponent, items.size(), answers, left));
    }
    List<Item> right = checks(drawn.values().stream().flatMap(List::stream).toList(), answers);
    return new Design(
        request.title(),
        run,
        request.seed(),
        request.models(),
        rule(),
        left,
        request.terms(),
        items,
        right.subList(1, right.size()),
        right.get(0),
        request.simulated(),
        JudgeVotes.of(evaluation, items, request.models().get(0)));
  }

  private void requireModel(String model) {
    if (!evaluation.models().contains(model)) {
      throw InputException.of(
          "the run has no model '%s': its models are %s",
          model, String.join(", ", evaluation.models()));
    }
  }

  /** By model, then by question. */
  private Map<String, Map<String, Scored>> answers() {
    Map<String, Map<String, Scored>> answers = new HashMap<>();
    for (Scored one : evaluation.scored()) {
      answers.computeIfAbsent(one.model(), model -> new HashMap<>()).put(one.question().id(), one);
    }
    return answers;
  }

  /** One of each task in turn, until there are enough. */
  private List<Item> items(
      Map<String, List<Question>> drawn,
      String opponent,
      int number,
      Map<String, Map<String, Scored>> answers,
      Map<String, Integer> left) {
    List<Item> items = new ArrayList<>();
    List<Iterator<Question>> tasks = drawn.values().stream().map(List::iterator).toList();
    while (items.size() < request.items() && tasks.stream().anyMatch(Iterator::hasNext)) {
      for (Iterator<Question> task : tasks) {
        if (items.size() < request.items()) {
          next(task, opponent, number + items.size(), answers, left).ifPresent(items::add);
        }
      }
    }
    return items;
  }

  /** A task's next question with two different results. */
  private Optional<Item> next(
      Iterator<Question> task,
      String opponent,
      int number,
      Map<String, Map<String, Scored>> answers,
      Map<String, Integer> left) {
    while (task.hasNext()) {
      Optional<Item> item = item(number, task.next(), opponent, answers);
      if (item.isPresent()) {
        return item;
      }
      left.merge(IDENTICAL, 1, Integer::sum);
    }
    return Optional.empty();
  }

  /** Tasks in a drawn order with their questions in a drawn order. */
  private Map<String, List<Question>> drawn(
      Map<String, Map<String, Scored>> answers, Map<String, Integer> left) {
    Map<String, List<Question>> byTask = new LinkedHashMap<>();
    List<Question> all = new ArrayList<>(evaluation.compared());
    Collections.shuffle(all, Seeds.ORDER.random(request.seed()));
    for (Question question : all) {
      if (failed(question, answers)) {
        left.merge(FAILED, 1, Integer::sum);
      } else {
        byTask.computeIfAbsent(question.task(), task -> new ArrayList<>()).add(question);
      }
    }
    return byTask;
  }

  private boolean failed(Question question, Map<String, Map<String, Scored>> answers) {
    return request
        .failed()
        .filter(
            rule ->
                request.models().stream()
                    .allMatch(
                        model -> {
                          Scored one = answers.get(model).get(question.id());
                          Double value = one.values().get(rule.metric());
                          if (value == null) {
                            throw InputException.of(
                                "the run has no metric '%s' for model '%s': it has %s",
                                rule.metric(), model, one.values().keySet());
                          }
                          return value <= rule.atMost();
                        }))
        .isPresent();
  }

  private Optional<Item> item(
      int number, Question question, String opponent, Map<String, Map<String, Scored>> answers) {
    Picture first = read(answers.get(request.models().get(0)).get(question.id()).output());
    Picture other = read(answers.get(opponent).get(question.id()).output());
    return first.equals(other)
        ? Optional.empty()
        : Optional.of(item("i" + number, question, first, other, opponent));
  }

  /** Practice and checks: the true b' (else the first model's) against what shows another b. */
  private List<Item> checks(List<Question> drawn, Map<String, Map<String, Scored>> answers) {
    List<Item> checks = new ArrayList<>();
    // From the end: what is voted on is drawn from the beginning.
    for (int i = drawn.size() - 1; i >= 0 && checks.size() <= request.checks(); i--) {
      Question question = drawn.get(i);
      Picture right =
          read(
              question
                  .truth()
                  .orElseGet(
                      () -> answers.get(request.models().get(0)).get(question.id()).output()));
      Picture b = read(question.b());
      Optional<Picture> wrong =
          drawn.stream()
              .map(Question::b)
              .map(StudyMaker::read)
              .filter(other -> !other.equals(b) && !other.equals(right))
              .filter(other -> other.size().equals(right.size()))
              .findFirst();
      if (wrong.isPresent()) {
        checks.add(item("c" + checks.size(), question, right, wrong.get(), "another b"));
      }
    }
    if (checks.size() <= request.checks()) {
      throw InputException.of(
          "the run has too few questions with different pictures b for %d checks and the practice:"
              + " ask for fewer checks",
          request.checks());
    }
    return checks;
  }

  private Item item(String id, Question question, Picture first, Picture other, String opponent) {
    return new Item(
        id,
        question.id(),
        question.task(),
        keep.apply(read(question.a())),
        keep.apply(read(question.a2())),
        keep.apply(read(question.b())),
        keep.apply(first),
        keep.apply(other),
        opponent);
  }

  private static Picture read(Path file) {
    return PictureReader.read(file);
  }

  private String rule() {
    String failed =
        request
            .failed()
            .map(
                rule ->
                    "without questions in which "
                        + rule.metric()
                        + " of every model is at most "
                        + rule.atMost())
            .orElse("none left out as failed");
    return "questions that all models answered, drawn by seed, one of each task in turn, up to "
        + request.items()
        + " for each pair of models, "
        + failed
        + ", without those whose two results are the same picture";
  }
}
