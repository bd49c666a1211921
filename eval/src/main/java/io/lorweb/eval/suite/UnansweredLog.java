package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a judge left open: listed question by question, what a limit cut off in one sentence. */
final class UnansweredLog {

  private final List<Problem> problems = new ArrayList<>();

  /** Questions that one sentence holds for. */
  private final Map<String, List<String>> unasked = new LinkedHashMap<>();

  void add(String model, Question question, String what, Missing<?> missing) {
    String sentence = what + ", " + missing.sentence();
    if (missing.why() == Why.NOT_ASKED) {
      unasked.computeIfAbsent(model + ": " + sentence, any -> new ArrayList<>()).add(question.id());
    } else {
      problems.add(new Problem(model, question.id(), sentence));
    }
  }

  /** {@code others}, then these. */
  List<Problem> after(List<Problem> others) {
    List<Problem> all = new ArrayList<>(others);
    all.addAll(problems);
    unasked.forEach(
        (what, ids) -> all.add(new Problem("", "", what + " (" + String.join(", ", ids) + ")")));
    return all;
  }
}
