package io.lorweb.study;

import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Judgement;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Remark;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.StudyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An evaluation run of plain pictures: every one has a colour of its own. */
public final class StudyRuns {

  static final List<String> MODELS = List.of("ours", "baseline", "third");
  static final int TASKS = 4;
  static final int QUESTIONS = 6;

  private StudyRuns() {}

  /**
   * Writes a run. Of each task's first question both results are the same picture, of its second
   * one all have failed.
   */
  public static Path write(Path folder) {
    List<Question> questions = new ArrayList<>();
    List<Scored> scored = new ArrayList<>();
    List<Remark> remarks = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      for (int i = 0; i < QUESTIONS; i++) {
        String id = "task" + task + "/" + i;
        int colour = task << 20 | i << 12;
        Question question =
            new Question(
                id,
                "task" + task,
                picture(folder, id, "a", colour),
                picture(folder, id, "a2", colour | 1),
                picture(folder, id, "b", colour | 2),
                Optional.of(picture(folder, id, "truth", colour | 3)),
                "make it so");
        questions.add(question);
        for (int model = 0; model < MODELS.size(); model++) {
          Path output = picture(folder, id, MODELS.get(model), colour | (i == 0 ? 4 : 4 + model));
          double gain = i == 1 ? -1 - model : 1 + model;
          scored.add(new Scored(MODELS.get(model), question, output, Map.of("gain", gain)));
        }
        // The judge likes ours in every question but the last, and contradicts itself in the third.
        remarks.add(remark(id, "ours / baseline", i == QUESTIONS - 1 ? "baseline" : "ours"));
        remarks.add(
            remark(id, "baseline / ours", i == QUESTIONS - 1 || i == 2 ? "baseline" : "ours"));
      }
    }
    Evaluation evaluation =
        new Evaluation(
            "plain",
            0,
            List.of(),
            MODELS,
            List.of(new Metric("gain", "gain", true, 1)),
            questions,
            questions,
            scored,
            List.of(),
            List.of(),
            List.of(),
            Optional.of(
                new Judgement(
                    "vlm",
                    "localhost",
                    0,
                    Map.of(),
                    new Judge.Cost(0, 0, 0),
                    0,
                    Map.of(),
                    List.of(),
                    List.of(),
                    remarks)));
    new SummaryFile(evaluation, "lorweb eval run plain.yaml").write(folder);
    return folder;
  }

  private static Remark remark(String question, String about, String better) {
    return new Remark(question, about, "better: " + better, "");
  }

  private static Path picture(Path folder, String id, String name, int colour) {
    Path file = folder.resolve("pictures").resolve(id.replace('/', '-') + "-" + name + ".png");
    PngWriter.write(file, Picture.filled(48, 48, colour), Map.of("secret", "made by " + name));
    return file;
  }

  static StudyRequest request(int items, int checks) {
    return new StudyRequest(
        "Which is better?",
        List.of("ours", "baseline"),
        items,
        checks,
        Optional.of(new StudyRequest.Failed("gain", 0)),
        new Design.Terms("You take part of your own will.", true, 100_000, 24),
        7,
        true);
  }

  /** A study of {@link #write}'s run, labelled as simulated. */
  static Design study(Path folder, int items, int checks) {
    return Study.create(
        write(folder.resolve("run")), request(items, checks), folder.resolve("study"));
  }
}
