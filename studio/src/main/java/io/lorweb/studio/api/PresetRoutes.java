package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lorweb.studio.jobs.JobQueue;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.Preset;
import io.lorweb.studio.jobs.Presets;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import java.util.Set;

/** {@code /api/presets}: analogies by name. */
final class PresetRoutes {

  private final JobQueue queue;
  private final Presets presets;
  private final Requests requests;

  PresetRoutes(JobQueue queue, Presets presets, Requests requests) {
    this.queue = queue;
    this.presets = presets;
    this.requests = requests;
  }

  void add(Javalin app) {
    app.post("/api/presets", this::save);
    app.get("/api/presets", this::list);
    app.delete("/api/presets/{id}", this::delete);
  }

  /** Of a job, or of pictures. */
  private void save(Context ctx) {
    String owner = WebServer.owner(ctx);
    ObjectNode json = Json.body(ctx, Set.of("name", "job", "a", "a2", "b", "settings"));
    if (!json.path("name").isTextual()) {
      throw Refusal.of(400, "a preset needs a 'name'");
    }
    Preset preset = json.has("job") ? ofJob(owner, json) : ofPictures(owner, json);
    Json.answer(ctx, 201, json(presets.save(owner, preset)));
  }

  private Preset ofJob(String owner, ObjectNode json) {
    JobRequest request =
        queue
            .status(owner, json.get("job").asText())
            .orElseThrow(() -> Refusal.unknown("job"))
            .job()
            .request();
    if (request.parts().size() != 1) {
      throw Refusal.of(422, "only a job of one analogy can be saved as a preset");
    }
    JobRequest.Part part = request.parts().get(0);
    return new Preset(
        queue.newId(),
        json.get("name").asText().strip(),
        part.a(),
        part.a2(),
        request.b(),
        request.settings());
  }

  private Preset ofPictures(String owner, ObjectNode json) {
    JobRequest.Part shown = requests.shown(owner, json, 1);
    JsonNode b = json.path("b");
    ObjectNode settings = json.get("settings") instanceof ObjectNode given ? given : Json.object();
    return new Preset(
        queue.newId(),
        json.get("name").asText().strip(),
        shown.a(),
        shown.a2(),
        b.isTextual() ? requests.picture(owner, "b", b.asText()).id() : shown.a().get(0),
        SettingsJson.read(settings));
  }

  private void list(Context ctx) {
    ArrayNode list = Json.object().putArray("presets");
    presets.list(WebServer.owner(ctx)).forEach(preset -> list.add(json(preset)));
    Json.answer(ctx, 200, Json.object().set("presets", list));
  }

  private void delete(Context ctx) {
    if (!presets.delete(WebServer.owner(ctx), ctx.pathParam("id"))) {
      throw Refusal.unknown("preset");
    }
    ctx.status(204);
  }

  private static ObjectNode json(Preset preset) {
    ObjectNode json =
        Json.object().put("id", preset.id()).put("name", preset.name()).put("b", preset.b());
    json.set("a", JobJson.ids(preset.a()));
    json.set("a2", JobJson.ids(preset.a2()));
    json.set("settings", SettingsJson.write(preset.settings(), false));
    return json;
  }
}
