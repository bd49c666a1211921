package io.lorweb.study.report;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.IntervalChart;
import io.lorweb.eval.report.IntervalChart.Mark;
import io.lorweb.eval.report.IntervalChart.Series;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.image.Picture;
import io.lorweb.study.report.StudyReport.Pair;
import java.util.ArrayList;
import java.util.List;

/** Win rates of the first model with 68 % intervals, as in the paper's figure 6. */
public final class WinChart {

  private WinChart() {}

  /**
   * The chart; every pair that has votes is in it.
   *
   * @throws InputException when none has
   */
  public static Picture of(StudyReport report) {
    List<Pair> pairs = report.pairs().stream().filter(pair -> pair.rate().isPresent()).toList();
    if (pairs.isEmpty()) {
      throw new InputException("no votes of the study count yet: a chart needs some");
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      var rate = pairs.get(i).rate().orElseThrow();
      marks.add(
          new Mark(
              i,
              new Interval(100 * rate.share(), 100 * rate.low68(), 100 * rate.high68()),
              List.of()));
    }
    return new IntervalChart(
            (report.simulated() ? "SIMULATED: " : "") + "Votes for the first model",
            "bars: 68 % Wilson intervals",
            "against",
            "%",
            10,
            pairs.stream().map(Pair::opponent).toList(),
            false,
            List.of(new Series(report.pairs().get(0).first(), marks)))
        .picture();
  }
}
