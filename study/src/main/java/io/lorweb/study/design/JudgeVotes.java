package io.lorweb.study.design;

import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Judgement;
import io.lorweb.eval.suite.Remark;
import io.lorweb.study.design.Design.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the run's VLM judge chose, question by question: it says so beside its reasons. */
final class JudgeVotes {

  private static final String BETTER = "better: ";

  private JudgeVotes() {}

  /**
   * By item: 1 for the first model, 0 for the other one, 0.5 where it was asked in both orders and
   * contradicted itself.
   */
  static Map<String, Double> of(Evaluation evaluation, List<Item> items, String first) {
    Map<String, Double> votes = new HashMap<>();
    List<Remark> remarks = evaluation.judgement().map(Judgement::remarks).orElse(List.of());
    for (Item item : items) {
      remarks.stream()
          .filter(remark -> remark.question().equals(item.question()))
          .filter(remark -> of(remark, first, item.opponent()))
          .mapToDouble(remark -> remark.verdict().equals(BETTER + first) ? 1 : 0)
          .average()
          .ifPresent(vote -> votes.put(item.id(), vote));
    }
    return votes;
  }

  private static boolean of(Remark remark, String first, String opponent) {
    return remark.verdict().startsWith(BETTER)
        && (remark.about().equals(first + " / " + opponent)
            || remark.about().equals(opponent + " / " + first));
  }
}
