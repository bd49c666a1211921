package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lorweb.LoRWeB;
import io.lorweb.doctor.FoundModel;
import io.lorweb.studio.jobs.JobQueue;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.jobs.Presets;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** All addresses for programs. */
public final class Api {

  private final WebServer server;
  private final JobQueue queue;
  private final PictureStore pictures;
  private final Presets presets;
  private final Models models;

  /** Over the parts of one studio. */
  public Api(
      WebServer server, JobQueue queue, PictureStore pictures, Presets presets, Models models) {
    this.server = server;
    this.queue = queue;
    this.pictures = pictures;
    this.presets = presets;
    this.models = models;
  }

  /** Adds them to the server. */
  public void add() {
    Javalin app = server.app();
    Requests requests = new Requests(server, pictures, presets, models);
    new JobRoutes(server, queue, pictures, models, requests).add(app);
    new PictureRoutes(server, pictures, models).add(app);
    new PresetRoutes(queue, presets, requests).add(app);
    new EditRoutes(server, queue, pictures, requests).add(app);
    byte[] description = description();
    app.get("/openapi.json", ctx -> ctx.contentType("application/json").result(description));
    app.get("/api/models", this::models);
    app.post("/api/plan", ctx -> plan(ctx, requests));
  }

  private static byte[] description() {
    try (InputStream stream = Api.class.getResourceAsStream("openapi.json")) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("openapi.json is not on the class path", e);
    }
  }

  private void models(Context ctx) {
    String loaded = models.options().parts().model();
    ObjectNode json =
        Json.object()
            .put("loaded", MadeElsewhere.name(loaded))
            .put("ready", models.ready().isPresent());
    models.failure().ifPresent(failure -> json.put("failure", failure.getMessage()));
    models
        .ready()
        .flatMap(lorweb -> lorweb.model().folder().defaults().cell().stream().boxed().findFirst())
        .ifPresent(cell -> json.put("cell", cell));
    ArrayNode list = json.putArray("models");
    FoundModel.all()
        .forEach(
            model ->
                list.addObject()
                    .put("name", model.name())
                    .put("adapter", model.adapter().isPresent())
                    .put("loaded", model.name().equals(loaded)));
    Json.answer(ctx, 200, json);
  }

  private void plan(Context ctx, Requests requests) {
    Requests.Asked asked = requests.read(ctx);
    Optional<LoRWeB> lorweb = models.ready();
    if (lorweb.isEmpty()) {
      throw Refusal.later(503, 1, "the model is still being loaded: try again in a second");
    }
    String owner = WebServer.owner(ctx);
    JobRequest request = asked.requests().get(0);
    ObjectNode plan =
        new Plans(pictures)
            .plan(lorweb.get(), owner, request, requests.picture(owner, "b", request.b()));
    Json.answer(ctx, 200, JobRoutes.noticed(plan, asked));
  }
}
