package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Choice;
import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.Outcome;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.judge.Sheet;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a judge choose between two candidates: the first model's answer and another's, or, to try the
 * judge itself, the true b' and what cannot be right.
 *
 * @param open is told of pairs without an outcome
 * @param remarks is given what the judge writes
 */
record JudgedPairs(
    Judge judge,
    Evaluation evaluation,
    UnansweredLog open,
    List<Remark> remarks,
    Progress progress) {

  private static final String TRUTH = "true b'";
  private static final String UNTOUCHED = "b, untouched";
  private static final String OTHER_PICTURE = "a' in place of b'";

  /** The first model's answers against every other one's. */
  List<PairwiseVotes> duels() {
    List<String> models = evaluation.models();
    Map<String, List<Scored>> opponents = new LinkedHashMap<>();
    models.subList(1, models.size()).forEach(model -> opponents.put(model, answers(model)));
    return meetings(models.get(0), answers(models.get(0)), opponents, "judge, pairs");
  }

  private List<Scored> answers(String model) {
    Map<Question, Scored> byQuestion = new HashMap<>();
    evaluation.scored().stream()
        .filter(one -> one.model().equals(model))
        .forEach(one -> byQuestion.put(one.question(), one));
    return evaluation.compared().stream().map(byQuestion::get).toList();
  }

  /**
   * The true b' of questions drawn by seed against b itself, in which no edit was made, and against
   * a', in which it was made to another picture.
   */
  List<PairwiseVotes> controls() {
    // Each question has its own lot: more or fewer of them leave the others' as they are.
    List<Question> drawn =
        evaluation.compared().stream()
            .filter(one -> one.truth().isPresent())
            .sorted(Comparator.comparingLong(this::lot))
            .limit(judge.settings().asked().controls())
            .toList();
    Map<String, List<Scored>> wrong = new LinkedHashMap<>();
    wrong.put(UNTOUCHED, candidates(UNTOUCHED, drawn, Question::b));
    wrong.put(OTHER_PICTURE, candidates(OTHER_PICTURE, drawn, Question::a2));
    return meetings(
        TRUTH,
        candidates(TRUTH, drawn, question -> question.truth().orElseThrow()),
        wrong,
        "judge, controls");
  }

  private long lot(Question question) {
    return Seeds.ORDER.at(evaluation.seed(), Questions.hash(question.id()));
  }

  private static List<Scored> candidates(
      String name, List<Question> questions, Function<Question, Path> picture) {
    return questions.stream()
        .map(question -> new Scored(name, question, picture.apply(question), Map.of()))
        .toList();
  }

  /**
   * Question by question: when a budget ends, those in front have all their outcomes.
   *
   * @param name of the first candidate
   * @param first its pictures
   * @param opponents pictures of the others, as many, by name
   */
  private List<PairwiseVotes> meetings(
      String name, List<Scored> first, Map<String, List<Scored>> opponents, String work) {
    Map<String, List<PairwiseVote>> pairs = new LinkedHashMap<>();
    opponents.forEach(
        (opponent, answers) ->
            pairs.put(
                opponent,
                PairwiseVote.of(
                    first, answers, judge.settings().asked().bothOrders(), evaluation.seed())));
    List<Sheet> sheets = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      for (List<PairwiseVote> ofOpponent : pairs.values()) {
        sheets.addAll(ofOpponent.get(i).sheets());
      }
    }
    Map<Sheet, Outcome<String>> replies = judge.ask(sheets, progress.in(work));
    List<PairwiseVotes> counted = new ArrayList<>();
    pairs.forEach((opponent, duels) -> counted.add(counted(name, opponent, duels, replies)));
    return counted;
  }

  private PairwiseVotes counted(
      String first,
      String opponent,
      List<PairwiseVote> duels,
      Map<Sheet, Outcome<String>> replies) {
    int wins = 0;
    int losses = 0;
    int identical = 0;
    int inconsistent = 0;
    int choices = 0;
    int firstPlace = 0;
    Map<Why, Integer> missing = new EnumMap<>(Why.class);
    for (PairwiseVote duel : duels) {
      List<Outcome<Choice>> made = duel.choices(replies);
      for (int i = 0; i < made.size(); i++) {
        if (made.get(i) instanceof Given<Choice> given) {
          choices++;
          firstPlace += given.value().better() == 1 ? 1 : 0;
          remarks.add(remark(first, opponent, duel, duel.orders().get(i), given.value()));
        }
      }
      Optional<Missing<Choice>> lacking = lacking(made);
      if (made.isEmpty()) {
        identical++;
      } else if (lacking.isPresent()) {
        missing.merge(lacking.get().why(), 1, Integer::sum);
        open.add(opponent, duel.question(), "no choice of the judge", lacking.get());
      } else if (duel.won(made) == made.size()) {
        wins++;
      } else if (duel.won(made) == 0) {
        losses++;
      } else {
        inconsistent++;
      }
    }
    return new PairwiseVotes(
        opponent, wins, losses, identical, inconsistent, missing, choices, firstPlace);
  }

  private static Remark remark(
      String first, String opponent, PairwiseVote duel, boolean ahead, Choice choice) {
    boolean firstChosen = (choice.better() == 1) == ahead;
    return new Remark(
        duel.question().id(),
        ahead ? first + " / " + opponent : opponent + " / " + first,
        "better: " + (firstChosen ? first : opponent),
        choice.explanation());
  }

  private static Optional<Missing<Choice>> lacking(List<Outcome<Choice>> made) {
    for (Outcome<Choice> one : made) {
      if (one instanceof Missing<Choice> missing) {
        return Optional.of(missing);
      }
    }
    return Optional.empty();
  }
}
