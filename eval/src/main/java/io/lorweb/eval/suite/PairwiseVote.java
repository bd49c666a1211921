package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Choice;
import io.lorweb.eval.judge.Outcome;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Prompt;
import io.lorweb.eval.judge.Sheet;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two answers to one question, and how they are shown to a judge.
 *
 * @param first the first model's answer
 * @param other the opponent's
 * @param orders for each time it is shown, whether the first model's answer comes first; none for
 *     identical pictures
 */
record PairwiseVote(Question question, Path first, Path other, List<Boolean> orders) {

  /**
   * Pairs of every opponent's answers with the first model's. Of two questions that follow each
   * other, one shows the first model first and the other second; the seed decides which.
   *
   * @param firsts answers of the first model, in the order of the questions
   * @param others answers of the opponent
   */
  static List<PairwiseVote> of(
      List<Scored> firsts, List<Scored> others, boolean bothOrders, long seed) {
    List<PairwiseVote> duels = new ArrayList<>();
    int shown = 0;
    for (int i = 0; i < firsts.size(); i++) {
      Path first = firsts.get(i).output();
      Path other = others.get(i).output();
      List<Boolean> orders = List.of();
      if (!PictureReader.read(first).equals(PictureReader.read(other))) {
        long opponent = Questions.hash(others.get(i).model());
        boolean coin = Seeds.DRAW.random(seed, opponent, shown / 2).nextBoolean();
        boolean ahead = coin == (shown % 2 == 0);
        orders = bothOrders ? List.of(ahead, !ahead) : List.of(ahead);
        shown++;
      }
      duels.add(new PairwiseVote(firsts.get(i).question(), first, other, orders));
    }
    return duels;
  }

  /** What the judge is shown, in that order. */
  List<Sheet> sheets() {
    return orders.stream().map(this::sheet).toList();
  }

  private Sheet sheet(boolean ahead) {
    return new Sheet(
        Prompt.CHOICE,
        List.of(
            question.a(),
            question.a2(),
            question.b(),
            ahead ? first : other,
            ahead ? other : first));
  }

  /** The judge's choices, in the order shown. */
  List<Outcome<Choice>> choices(Map<Sheet, Outcome<String>> replies) {
    return sheets().stream().map(sheet -> replies.get(sheet).then(Choice::parse)).toList();
  }

  /**
   * How often the first model's answer was chosen.
   *
   * @param choices all of them given
   */
  int won(List<Outcome<Choice>> choices) {
    int won = 0;
    for (int i = 0; i < choices.size(); i++) {
      boolean firstPlace = ((Given<Choice>) choices.get(i)).value().better() == 1;
      won += firstPlace == orders.get(i) ? 1 : 0;
    }
    return won;
  }
}
