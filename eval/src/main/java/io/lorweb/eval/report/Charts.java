package io.lorweb.eval.report;

import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import java.awt.Color;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How charts of reports look. */
public final class Charts {

  /** Pixels. */
  public static final int WIDTH = 1000;

  /** Pixels. */
  public static final int HEIGHT = 420;

  private Charts() {}

  /** The chart, drawn on white with its legend beside it. */
  public static Picture picture(Chart<?, ?> chart) {
    Lettering.require();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return Picture.of(BitmapEncoder.getBufferedImage(chart));
  }
}
