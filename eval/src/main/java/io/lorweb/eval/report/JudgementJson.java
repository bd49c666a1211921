package io.lorweb.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.suite.Judgement;
import io.lorweb.eval.suite.PairwiseVotes;
import io.lorweb.eval.suite.Remark;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A judgement as the part {@code judge} of {@code summary.json}. */
final class JudgementJson {

  private JudgementJson() {}

  /**
   * @param first the model that all others met
   */
  static void write(ObjectNode json, Judgement judgement, String first) {
    json.put("model", judgement.model());
    json.put("host", judgement.host());
    json.put("temperature", judgement.temperature());
    ObjectNode prompts = json.putObject("prompts");
    judgement.prompts().forEach(prompts::put);
    json.put("requests", judgement.cost().requests());
    json.put("tokens", judgement.cost().tokens());
    json.put("reused", judgement.cost().reused());
    json.put("scored", judgement.scored());
    counts(json.putObject("unscored"), judgement.unscored());
    duels(json.putArray("duels"), judgement.duels());
    duels(json.putArray("controls"), judgement.controls());
    ArrayNode remarks = json.putArray("remarks");
    for (Remark one : judgement.remarks()) {
      remarks
          .addObject()
          .put("question", one.question())
          .put("about", one.about())
          .put("verdict", one.verdict())
          .put("explanation", one.explanation());
    }
    ObjectNode strengths = json.putObject("log_strengths");
    judgement.strengths(first).forEach(strengths::put);
  }

  private static void duels(ArrayNode duels, List<PairwiseVotes> all) {
    for (PairwiseVotes one : all) {
      ObjectNode node = duels.addObject();
      node.put("opponent", one.opponent());
      one.winRate()
          .ifPresent(
              rate ->
                  node.putObject("win_rate")
                      .put("share", rate.share())
                      .put("low", rate.low())
                      .put("high", rate.high()));
      node.put("wins", one.wins());
      node.put("losses", one.losses());
      node.put("identical", one.identical());
      node.put("inconsistent", one.inconsistent());
      counts(node.putObject("missing"), one.missing());
      node.put("choices", one.choices());
      node.put("first_place", one.firstPlace());
    }
  }

  private static void counts(ObjectNode json, Map<Why, Integer> counts) {
    for (Why why : Why.values()) {
      json.put(why.name().toLowerCase(Locale.ROOT), counts.getOrDefault(why, 0));
    }
  }

  static Judgement read(JsonFile json) {
    JsonFile prompts = json.at("prompts");
    Map<String, String> hashes = new HashMap<>();
    prompts.keys().forEach(name -> hashes.put(name, prompts.text(name)));
    return new Judgement(
        json.text("model"),
        json.text("host"),
        json.decimal("temperature"),
        hashes,
        new Judge.Cost(json.whole("requests"), json.whole("tokens"), json.whole("reused")),
        json.integer("scored"),
        counts(json.at("unscored")),
        json.objects("duels").stream().map(JudgementJson::duels).toList(),
        json.has("controls")
            ? json.objects("controls").stream().map(JudgementJson::duels).toList()
            : List.of(),
        json.has("remarks")
            ? json.objects("remarks").stream().map(JudgementJson::remark).toList()
            : List.of());
  }

  private static Remark remark(JsonFile json) {
    return new Remark(
        json.text("question"), json.text("about"), json.text("verdict"), json.text("explanation"));
  }

  private static PairwiseVotes duels(JsonFile json) {
    return new PairwiseVotes(
        json.text("opponent"),
        json.integer("wins"),
        json.integer("losses"),
        json.integer("identical"),
        json.integer("inconsistent"),
        counts(json.at("missing")),
        json.integer("choices"),
        json.integer("first_place"));
  }

  private static Map<Why, Integer> counts(JsonFile json) {
    Map<Why, Integer> counts = new EnumMap<>(Why.class);
    for (Why why : Why.values()) {
      int count = json.integer(why.name().toLowerCase(Locale.ROOT), 0);
      if (count > 0) {
        counts.put(why, count);
      }
    }
    return counts;
  }
}
