package io.lorweb.study.report;

import io.lorweb.eval.report.IntervalChart;
import io.lorweb.eval.report.IntervalChart.Mark;
import io.lorweb.eval.report.IntervalChart.Series;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.study.report.StudyReport.Agreed;
import io.lorweb.study.report.StudyReport.Pair;
import io.lorweb.study.report.StudyReport.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is drawn of a study's answers. */
public enum StudyChart {
  WINS("Win rates with 68 % intervals, as in the paper's figure 6") {
    @Override
    public Optional<IntervalChart> chart(StudyReport report) {
      List<Pair> pairs = report.pairs().stream().filter(pair -> pair.rate().isPresent()).toList();
      List<Mark> marks = new ArrayList<>();
      for (Pair pair : pairs) {
        marks.add(new Mark(marks.size(), interval(pair.rate().orElseThrow()), List.of()));
      }
      return drawn(
          marks,
          title(report, "Votes for the first model"),
          BARS,
          "against",
          pairs.stream().map(Pair::opponent).toList(),
          List.of(new Series(report.pairs().get(0).first(), marks)));
    }
  },

  TASKS("Win rates by task with 68 % intervals") {
    @Override
    public Optional<IntervalChart> chart(StudyReport report) {
      List<String> tasks = List.copyOf(report.tasks().keySet());
      List<Series> series = new ArrayList<>();
      for (Pair against : report.pairs()) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
          int place = i;
          report.tasks().get(tasks.get(i)).stream()
              .filter(pair -> pair.opponent().equals(against.opponent()))
              .flatMap(pair -> pair.rate().stream())
              .forEach(rate -> marks.add(new Mark(place, interval(rate), List.of())));
        }
        if (!marks.isEmpty()) {
          series.add(new Series("against " + against.opponent(), marks));
        }
      }
      return drawn(
          series,
          title(report, "Votes for " + report.pairs().get(0).first() + " by task"),
          BARS,
          "task",
          tasks,
          series);
    }
  },

  STRENGTHS("Bradley and Terry's strengths") {
    @Override
    public Optional<IntervalChart> chart(StudyReport report) {
      List<Mark> marks = new ArrayList<>();
      if (report.votes() > 0) {
        for (double strength : report.strengths().values()) {
          marks.add(new Mark(marks.size(), alone(strength), List.of()));
        }
      }
      return marks.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new IntervalChart(
                  title(report, "Strengths"),
                  "Bradley and Terry, log, mean 0; half a vote for either side beforehand",
                  "model",
                  "log strength",
                  1,
                  List.copyOf(report.strengths().keySet()),
                  false,
                  List.of(new Series("strength", marks))));
    }
  },

  AGREEMENT("How people agree with the VLM judge and among themselves") {
    @Override
    public Optional<IntervalChart> chart(StudyReport report) {
      Agreed agreed = report.judge();
      Map<String, Optional<Double>> shares =
          Map.of("people and the judge", agreed.withJudge(), "people themselves", agreed.among());
      List<String> places =
          shares.keySet().stream().filter(name -> shares.get(name).isPresent()).sorted().toList();
      List<Mark> marks = new ArrayList<>();
      for (String place : places) {
        marks.add(new Mark(marks.size(), alone(100 * shares.get(place).orElseThrow()), List.of()));
      }
      return drawn(
          marks,
          title(report, "Agreement"),
          "share of equal votes; two coins would agree in 50 %",
          "",
          places,
          List.of(new Series("agreement", marks)));
    }
  };

  private static final String BARS = "bars: 68 % Wilson intervals";
  private static final double SHORTEST = 10;

  private final String label;

  StudyChart(String label) {
    this.label = label;
  }

  /** What it shows, in words. */
  public String label() {
    return label;
  }

  /** As an address names it. */
  public String file() {
    return name().toLowerCase(Locale.ROOT) + ".png";
  }

  /** The chart; absent where no votes count for it. */
  public abstract Optional<IntervalChart> chart(StudyReport report);

  /** Those that the report has votes for. */
  public static Stream<StudyChart> of(StudyReport report) {
    return Arrays.stream(values()).filter(chart -> chart.chart(report).isPresent());
  }

  private static Optional<IntervalChart> drawn(
      List<?> shown,
      String title,
      String note,
      String across,
      List<String> places,
      List<Series> series) {
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new IntervalChart(title, note, across, "%", SHORTEST, places, false, series));
  }

  private static String title(StudyReport report, String title) {
    return (report.simulated() ? "SIMULATED: " : "") + title;
  }

  private static Interval interval(Rate rate) {
    return new Interval(100 * rate.share(), 100 * rate.low68(), 100 * rate.high68());
  }

  private static Interval alone(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }
}
