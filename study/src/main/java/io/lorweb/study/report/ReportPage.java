package io.lorweb.study.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.lorweb.image.PngWriter;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A report as one HTML page that needs nothing beside it. */
public final class ReportPage {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.study.templates");

  private ReportPage() {}

  /**
   * A chart as PNG.
   *
   * @param png base64
   */
  public record Shot(String label, String png) {}

  /** The page. */
  public static String of(ReportText text) {
    List<Shot> charts =
        StudyChart.of(text.report()).map(chart -> shot(chart, text.report())).toList();
    StringOutput output = new StringOutput();
    TEMPLATES.render("report.jte", Map.of("text", text, "charts", charts), output);
    return output.toString();
  }

  private static Shot shot(StudyChart chart, StudyReport report) {
    byte[] png = PngWriter.toBytes(chart.chart(report).orElseThrow().picture(), Map.of());
    return new Shot(chart.label(), Base64.getEncoder().encodeToString(png));
  }
}
