package io.lorweb.eval.ablation;

import io.lorweb.eval.report.Appendix;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Tables;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of trials: what each adapter can hold, how far training came, every seed's means. */
public final class TrialsAppendix {

  private TrialsAppendix() {}

  /**
   * @param trials measured one by one
   * @param variants the same with one model for each variant, for the charts
   */
  public static Appendix of(Ablation ablation, Evaluation trials, Evaluation variants) {
    List<List<Comparison>> tables = Tables.of(trials);
    List<String> columns =
        new ArrayList<>(List.of("variant", "seed", "N r / width", "loss, last 100 steps"));
    for (List<Comparison> table : tables) {
      for (Comparison column : table) {
        columns.add(column.group() + ": " + column.metric().heading());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    Map<Trial, Capacity> capacities = ablation.capacities();
    // Trained seed by seed, listed variant by variant.
    for (Variant variant : ablation.plan().variants()) {
      capacities.forEach(
          (trial, capacity) -> {
            if (trial.variant().equals(variant)) {
              rows.add(row(trial, capacity, tables));
            }
          });
    }
    Map<String, Picture> charts = AxisCharts.of(ablation.plan(), variants, tables);
    return new Appendix("Trials, one by one", columns, rows, charts);
  }

  private static List<String> row(Trial trial, Capacity capacity, List<List<Comparison>> tables) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                trial.variant().name(),
                String.valueOf(trial.seed()),
                capacity.share(),
                String.format(Locale.ROOT, "%.4f", capacity.loss())));
    for (List<Comparison> table : tables) {
      for (Comparison column : table) {
        cells.add(
            column.means().containsKey(trial.name())
                ? String.format(
                    Locale.ROOT,
                    "%." + column.metric().digits() + "f",
                    column.means().get(trial.name()).mean())
                : "-");
      }
    }
    return cells;
  }
}
