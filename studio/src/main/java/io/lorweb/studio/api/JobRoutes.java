package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.studio.jobs.Job;
import io.lorweb.studio.jobs.JobQueue;
import io.lorweb.studio.jobs.JobRun;
import io.lorweb.studio.jobs.JobState;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.jobs.QueueFull;
import io.lorweb.studio.jobs.Status;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import io.lorweb.studio.web.EventStream;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** {@code /api/jobs}: runs, from submission to picture. */
final class JobRoutes {

  /** How often a stream looks whether the server is closing. */
  private static final long BEAT_MS = 500;

  private static final int PAGE = 48;

  private final WebServer server;
  private final JobQueue queue;
  private final PictureStore pictures;
  private final Models models;
  private final Requests requests;

  /** Exports fold all Linears at once: one at a time. */
  private final ReentrantLock exporting = new ReentrantLock();

  JobRoutes(
      WebServer server, JobQueue queue, PictureStore pictures, Models models, Requests requests) {
    this.server = server;
    this.queue = queue;
    this.pictures = pictures;
    this.models = models;
    this.requests = requests;
  }

  void add(Javalin app) {
    app.exception(QueueFull.class, (e, ctx) -> server.refuse(ctx, full(e)));
    app.post("/api/jobs", this::submit);
    app.get("/api/jobs", this::history);
    app.get("/api/jobs/{id}", ctx -> Json.answer(ctx, 200, JobJson.whole(status(ctx))));
    app.delete("/api/jobs/{id}", this::delete);
    app.post("/api/jobs/{id}/restore", this::restore);
    app.get("/api/jobs/{id}/events", this::events);
    app.get("/api/jobs/{id}/preview", this::preview);
    app.get("/api/jobs/{id}/result", this::result);
    app.get("/api/jobs/{id}/report", ctx -> Json.answer(ctx, 200, outcome(ctx).report()));
    app.get("/api/jobs/{id}/lora", this::lora);
    app.post("/api/batches", this::batch);
    app.get("/api/batches/{id}", this::ofBatch);
  }

  static Refusal full(QueueFull e) {
    return Refusal.later(429, e.seconds(), "%s", e.getMessage());
  }

  private void submit(Context ctx) {
    String owner = WebServer.owner(ctx);
    Requests.Asked asked = requests.read(ctx);
    if (asked.requests().size() > 1) {
      throw Refusal.of(
          400,
          "a job edits one picture: picture 'b' was given %d times, which /api/batches takes",
          asked.requests().size());
    }
    Job job =
        asked.preview()
            ? queue.glance(owner, asked.requests().get(0))
            : queue.submit(owner, asked.requests(), Optional.empty()).get(0);
    server.metrics().count("lorweb.jobs.submitted", "kind", asked.preview() ? "glance" : "job");
    ctx.header("Location", "/api/jobs/" + job.id());
    Json.answer(ctx, 202, noticed(Json.object().put("id", job.id()), asked));
  }

  /** With what may not be meant. */
  static ObjectNode noticed(ObjectNode json, Requests.Asked asked) {
    asked.notices().forEach(notice -> json.withArray("notices").add(notice));
    return json;
  }

  private void batch(Context ctx) {
    Requests.Asked asked = requests.read(ctx);
    String id = queue.newId();
    List<Job> jobs = queue.submit(WebServer.owner(ctx), asked.requests(), Optional.of(id));
    ObjectNode json = Json.object().put("id", id);
    jobs.forEach(job -> json.withArray("jobs").add(job.id()));
    Json.answer(ctx, 202, noticed(json, asked));
  }

  private void ofBatch(Context ctx) {
    String owner = WebServer.owner(ctx);
    List<Job> jobs = queue.batch(owner, ctx.pathParam("id"));
    if (jobs.isEmpty()) {
      throw Refusal.unknown("batch");
    }
    ArrayNode list = Json.object().putArray("jobs");
    jobs.forEach(job -> list.add(JobJson.of(status(owner, job))));
    Json.answer(ctx, 200, Json.object().put("id", ctx.pathParam("id")).set("jobs", list));
  }

  private Status status(String owner, Job job) {
    return queue.status(owner, job.id()).orElseThrow(() -> Refusal.unknown("job"));
  }

  private Status status(Context ctx) {
    return queue
        .status(WebServer.owner(ctx), ctx.pathParam("id"))
        .orElseThrow(() -> Refusal.unknown("job"));
  }

  private void history(Context ctx) {
    String owner = WebServer.owner(ctx);
    String before = ctx.queryParam("before");
    if (before != null && !before.matches("\\d{1,18}")) {
      throw Refusal.of(400, "'before' must be a job's number");
    }
    long number = before == null ? Long.MAX_VALUE : Long.parseLong(before);
    ArrayNode list = Json.object().putArray("jobs");
    queue
        .history(owner, number, PAGE)
        .forEach(job -> queue.status(owner, job.id()).map(JobJson::whole).ifPresent(list::add));
    Json.answer(ctx, 200, Json.object().set("jobs", list));
  }

  /** Ends what waits or runs, hides what has ended. */
  private void delete(Context ctx) {
    String owner = WebServer.owner(ctx);
    Status status = status(ctx);
    if (status.job().state().ended()) {
      queue.hide(owner, status.job().id());
      Json.answer(ctx, 200, JobJson.of(status).put("deleted", true));
      return;
    }
    Status ended = queue.cancel(owner, status.job().id()).orElseThrow(() -> Refusal.unknown("job"));
    Json.answer(ctx, 202, JobJson.of(ended));
  }

  private void restore(Context ctx) {
    if (!queue.show(WebServer.owner(ctx), ctx.pathParam("id"))) {
      throw Refusal.unknown("deleted job");
    }
    Json.answer(ctx, 200, JobJson.whole(status(ctx)));
  }

  private void events(Context ctx) {
    String owner = WebServer.owner(ctx);
    String id = status(ctx).job().id();
    server.stream(
        ctx,
        stream -> queue.watch(owner, id, stream.last(), BEAT_MS, changes -> tell(stream, changes)));
  }

  private static boolean tell(EventStream stream, List<Status> changes) throws IOException {
    if (changes.isEmpty()) {
      stream.beat();
    }
    for (Status change : changes) {
      stream.event(change.event(), "status", JobJson.of(change).toString());
    }
    return !stream.closing();
  }

  private void preview(Context ctx) {
    byte[] png =
        queue
            .preview(WebServer.owner(ctx), status(ctx).job().id())
            .orElseThrow(() -> Refusal.of(404, "this job has no intermediate picture now"));
    ctx.contentType("image/png").result(png);
  }

  private Job.Outcome outcome(Context ctx) {
    Job job = status(ctx).job();
    return job.outcome()
        .orElseThrow(
            () ->
                Refusal.of(
                    409,
                    "this job is %s%s",
                    job.state().label(),
                    job.state().ended()
                        ? job.message().map(message -> ": " + message).orElse("")
                        : ": its picture is not there yet"));
  }

  private void result(Context ctx) {
    Job job = status(ctx).job();
    if (job.preview() && job.state() == JobState.DONE) {
      preview(ctx);
      return;
    }
    Job.Outcome outcome = outcome(ctx);
    String recipe = Optional.ofNullable(ctx.queryParam("recipe")).orElse("settings");
    String id =
        switch (recipe) {
          case "none" -> outcome.result();
          case "settings" -> outcome.settled();
          case "full" -> outcome.complete();
          default -> throw Refusal.of(400, "'recipe' must be none, settings or full");
        };
    StoredPicture stored =
        pictures.find(WebServer.owner(ctx), id).orElseThrow(() -> Refusal.unknown("picture"));
    if (ctx.queryParam("download") != null) {
      ctx.header("Content-Disposition", "attachment; filename=\"lorweb-" + job.number() + ".png\"");
    }
    ctx.contentType("image/png").result(pictures.bytes(stored));
  }

  private void lora(Context ctx) {
    Job job = status(ctx).job();
    if (job.outcome().filter(Job.Outcome::worded).isPresent()) {
      throw Refusal.of(
          400, "the picture was made in words: it has no mixing coefficients to make a LoRA of");
    }
    Dialect dialect =
        Dialect.parse(Optional.ofNullable(ctx.queryParam("format")).orElse("diffusers"));
    if (!exporting.tryLock()) {
      throw Refusal.later(503, 5, "another LoRA is being exported: try again in 5 seconds");
    }
    try {
      Path file = Files.createTempFile("lorweb", ".safetensors");
      try {
        new JobRun(models.await(), pictures, job.owner(), job.request().wordless())
            .routed(Progress.NONE)
            .export(file, dialect);
        ctx.header(
                "Content-Disposition",
                "attachment; filename=\"lorweb-"
                    + (job.preview() ? "preview" : job.number())
                    + ".safetensors\"")
            .contentType("application/octet-stream")
            .result(Files.readAllBytes(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the exported LoRA cannot be read", e);
    } finally {
      exporting.unlock();
    }
  }
}
