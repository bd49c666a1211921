package io.lorweb.study.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.javalin.http.Context;
import io.lorweb.eval.report.IntervalChart;
import io.lorweb.eval.report.Table;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.studio.web.Assets;
import io.lorweb.studio.web.Layout;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import io.lorweb.study.design.Design;
import io.lorweb.study.report.ReportPage;
import io.lorweb.study.report.ReportText;
import io.lorweb.study.report.StudyChart;
import io.lorweb.study.report.StudyReport;
import io.lorweb.study.votes.Ballots;
import io.lorweb.study.votes.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What whoever runs the study sees: how far it is, what it says, all answers as a file. */
public final class AdminPages {

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.study.templates");

  private final WebServer server;
  private final Design design;
  private final Ballots ballots;
  private final Assets assets = new Assets(AdminPages.class, List.of("study.css"));

  /** Pages of {@code server}. */
  public AdminPages(WebServer server, Design design, Ballots ballots) {
    this.server = server;
    this.design = design;
    this.ballots = ballots;
  }

  /** Adds them to the server; they need its token. */
  public void add() {
    server
        .app()
        .get("/", ctx -> ctx.redirect("/admin"))
        .get("/admin", this::show)
        .get("/admin/charts/{file}", this::chart)
        .get("/admin/report.html", ctx -> ctx.html(ReportPage.of(text())))
        .get("/admin/report.json", ctx -> json(ctx, JsonRecords.tree(report()).toPrettyString()))
        .get("/admin/report.md", ctx -> file(ctx, "text/markdown", text().markdown()))
        .get(
            "/admin/votes.csv",
            ctx -> file(ctx, "text/csv", rows(ballots.votes(), design.simulated()).csv()))
        .get("/admin/votes.json", this::votes);
  }

  private StudyReport report() {
    return StudyReport.of(design, ballots.people(), ballots.votes());
  }

  private ReportText text() {
    return new ReportText(report(), design.rule());
  }

  private void show(Context ctx) {
    ReportText text = text();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("mark", server.layout().mark());
    parameters.put("title", design.title());
    parameters.put("simulated", design.simulated());
    parameters.put("sentences", text.sentences());
    parameters.put("sections", text.sections());
    parameters.put("charts", StudyChart.of(text.report()).toList());
    String body = Layout.render(ENGINE, "admin.jte", parameters);
    ctx.html(
        server.layout().page(design.title(), List.of(assets.at("study.css")), List.of(), body));
  }

  private void chart(Context ctx) {
    StudyReport report = report();
    Picture picture =
        StudyChart.of(report)
            .filter(chart -> chart.file().equals(ctx.pathParam("file")))
            .findFirst()
            .flatMap(chart -> chart.chart(report))
            .map(IntervalChart::picture)
            .orElseThrow(() -> Refusal.unknown("chart"));
    ctx.contentType("image/png").result(PngWriter.toBytes(picture, Map.of()));
  }

  private void votes(Context ctx) {
    record Votes(boolean simulated, List<Vote> votes) {}
    json(ctx, JsonRecords.tree(new Votes(design.simulated(), ballots.votes())).toPrettyString());
  }

  private static void json(Context ctx, String text) {
    ctx.contentType("application/json").result(text);
  }

  private static void file(Context ctx, String type, String text) {
    ctx.contentType(type + "; charset=utf-8").result(text);
  }

  private static Table rows(List<Vote> votes, boolean simulated) {
    return new Table(
        List.of(
            "person",
            "trial",
            "item",
            "left",
            "right",
            "chosen",
            "reaction_ms",
            "painted",
            "resumed",
            "received",
            "simulated"),
        votes.stream()
            .map(
                vote ->
                    List.of(
                        vote.link(),
                        "" + vote.trial(),
                        vote.item(),
                        vote.left(),
                        vote.right(),
                        vote.chosen().orElse(""),
                        "" + vote.reaction(),
                        "" + vote.painted(),
                        "" + vote.resumed(),
                        "" + vote.received(),
                        "" + simulated))
            .toList());
  }
}
