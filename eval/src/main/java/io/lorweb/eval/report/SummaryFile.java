package io.lorweb.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Version;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.eval.suite.Tables;
import io.lorweb.files.JsonRecords;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An evaluation as {@code summary.json}: the tables for other programs, and all that reports are
 * made of. Pictures are named relative to the file where they lie beside it.
 *
 * @param evaluation what was found
 * @param command that made it
 * @param appendices what reports say beside the suite's own tables
 */
public record SummaryFile(Evaluation evaluation, String command, List<Appendix> appendices) {

  private static final String NAME = "summary.json";

  public SummaryFile {
    appendices = List.copyOf(appendices);
  }

  /** Without appendices. */
  public SummaryFile(Evaluation evaluation, String command) {
    this(evaluation, command, List.of());
  }

  /** As a tree, with files named relative to {@code folder}. */
  public ObjectNode json(Path folder) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    evaluation
        .groups()
        .forEach(group -> groups.put(group.name(), group.tasks().stream().sorted().toList()));
    Set<Question> compared = Set.copyOf(evaluation.compared());
    return JsonRecords.tree(
        new SummaryRecord(
            evaluation.name(),
            command,
            Version.text(),
            evaluation.seed(),
            evaluation.asked().size(),
            evaluation.compared().size(),
            evaluation.models(),
            Optional.of(evaluation.facts()).filter(facts -> !facts.isEmpty()),
            Tables.of(evaluation).stream()
                .flatMap(List::stream)
                .map(SummaryRecord.Column::of)
                .toList(),
            groups,
            evaluation.metrics(),
            evaluation.asked().stream()
                .map(one -> SummaryRecord.Asked.of(one, compared.contains(one), folder))
                .toList(),
            evaluation.scored().stream()
                .map(one -> SummaryRecord.Answered.of(one, folder))
                .toList(),
            evaluation.judgement().map(one -> JudgementRecord.of(one, evaluation.models().get(0))),
            appendices.stream().map(AppendixRecord::of).toList(),
            evaluation.problems()));
  }

  /** Writes it into {@code folder}, with the charts of its appendices. */
  public void write(Path folder) {
    appendices.forEach(appendix -> AppendixRecord.charts(appendix, folder));
    JsonFile.write(folder.resolve(NAME), json(folder));
  }

  /**
   * Reads it out of {@code folder}.
   *
   * @throws InputException when it is not there or not what this program writes
   */
  public static SummaryFile read(Path folder) {
    SummaryRecord json = JsonFile.read(folder.resolve(NAME)).bind(SummaryRecord.class);
    Map<String, Question> byId = new LinkedHashMap<>();
    json.questions().forEach(one -> byId.put(one.id(), one.question(folder)));
    Evaluation evaluation =
        new Evaluation(
            json.suite(),
            json.seed(),
            json.groups().entrySet().stream()
                .map(group -> new Group(group.getKey(), Set.copyOf(group.getValue())))
                .toList(),
            json.models(),
            json.metrics(),
            List.copyOf(byId.values()),
            json.questions().stream()
                .filter(SummaryRecord.Asked::compared)
                .map(one -> byId.get(one.id()))
                .toList(),
            json.answers().stream().map(one -> scored(one, byId, folder)).toList(),
            json.problems(),
            json.settings().orElse(List.of()),
            List.of(),
            json.judge().map(JudgementRecord::judgement));
    return new SummaryFile(
        evaluation,
        json.command(),
        json.appendices().stream().map(one -> one.appendix(folder)).toList());
  }

  private static Scored scored(
      SummaryRecord.Answered one, Map<String, Question> byId, Path folder) {
    Question question = byId.get(one.question());
    if (question == null) {
      throw InputException.of(
          "%s: '%s' is answered but is no question of the file",
          folder.resolve(NAME), one.question());
    }
    return new Scored(one.model(), question, folder.resolve(one.output()), one.values());
  }
}
