package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lorweb.analogy.Demonstration;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.PngWriter;
import io.lorweb.image.ProfileNote;
import io.lorweb.image.Resampling;
import io.lorweb.record.CarriedRun;
import io.lorweb.record.RunReport;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import io.lorweb.studio.store.Upload;
import io.lorweb.studio.web.Form;
import io.lorweb.studio.web.PixelBudget;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/pictures}: uploads, thumbnails, and what a picture of ours says of its making. */
final class PictureRoutes {

  /** Longer edges of thumbnails. */
  private static final Set<Integer> EDGES = Set.of(96, 256, 768);

  private static final String FIELD = "picture";

  private final WebServer server;
  private final PictureStore pictures;
  private final Models models;

  PictureRoutes(WebServer server, PictureStore pictures, Models models) {
    this.server = server;
    this.pictures = pictures;
    this.models = models;
  }

  void add(Javalin app) {
    app.post("/api/pictures", this::upload);
    app.get("/api/pictures/{id}", this::show);
    app.post("/api/recipes", this::recipe);
  }

  private Form form(Context ctx) {
    Form form = server.form(ctx, Set.of(FIELD));
    if (!form.hasFile(FIELD)) {
      throw Refusal.of(400, "field '%s' is missing: send a picture's file in it", FIELD);
    }
    return form;
  }

  private void upload(Context ctx) {
    Form form = form(ctx);
    List<Upload> decoded = form.pictures(FIELD);
    if (decoded.size() != 1) {
      throw Refusal.of(400, "field '%s' was given %d times: give it once", FIELD, decoded.size());
    }
    Upload given = decoded.get(0);
    StoredPicture stored = pictures.put(WebServer.owner(ctx), given);
    ObjectNode json = json(stored);
    ProfileNote.of(form.bytes(FIELD), FIELD).ifPresent(note -> json.put("profile", note.what()));
    json.put("recipe", CarriedRun.in(form.bytes(FIELD)));
    Json.answer(ctx, 201, json);
  }

  static ObjectNode json(StoredPicture stored) {
    return Json.object()
        .put("id", stored.id())
        .put("width", stored.width())
        .put("height", stored.height());
  }

  private void show(Context ctx) {
    StoredPicture stored =
        pictures
            .find(WebServer.owner(ctx), ctx.pathParam("id"))
            .orElseThrow(() -> Refusal.unknown("picture"));
    String edge = ctx.queryParam("edge");
    byte[] png = edge == null ? pictures.bytes(stored) : small(stored, edge);
    ctx.header("Cache-Control", "private, max-age=31536000, immutable")
        .contentType("image/png")
        .result(png);
  }

  private byte[] small(StoredPicture stored, String text) {
    int edge = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (!EDGES.contains(edge)) {
      throw Refusal.of(400, "'edge' must be one of %s pixels", EDGES);
    }
    int longest = Math.max(stored.width(), stored.height());
    if (longest <= edge) {
      return pictures.bytes(stored);
    }
    try (PixelBudget.Share share = server.pixels().take((long) stored.width() * stored.height())) {
      int width = Math.max(1, (int) ((long) stored.width() * edge / longest));
      int height = Math.max(1, (int) ((long) stored.height() * edge / longest));
      return PngWriter.toBytes(pictures.picture(stored).resize(width, height, Resampling.LANCZOS));
    }
  }

  /** Pictures that the file does not hold may be here already. */
  private void recipe(Context ctx) {
    String owner = WebServer.owner(ctx);
    Form form = form(ctx);
    CarriedRun run;
    // How large the pictures inside are is known when they are decoded: room for one of the
    // largest.
    try (PixelBudget.Share share = server.pixels().take(server.limits().pixels())) {
      run = CarriedRun.read(form.bytes(FIELD), "picture '" + FIELD + "'");
    }
    ObjectNode json = Json.object();
    json.set("settings", SettingsJson.write(run.settings(), run.matchB()));
    Optional<String> b =
        run.b()
            .map(picture -> pictures.put(owner, picture).id())
            .or(() -> run.hashes().stream().findFirst().flatMap(hash -> known(owner, hash)));
    b.ifPresent(id -> json.put("b", id));
    demonstrations(owner, run, json);
    run.mask()
        .map(picture -> pictures.put(owner, picture).id())
        .or(() -> run.maskHash().flatMap(hash -> known(owner, hash)))
        .ifPresent(id -> json.put("mask", id));
    run.mixture()
        .ifPresent(given -> json.set("mixture", JsonRecords.tree(RunReport.Routed.of(given))));
    MadeElsewhere.notice(run, models).ifPresent(notice -> json.withArray("notices").add(notice));
    Json.answer(ctx, 200, json);
  }

  private void demonstrations(String owner, CarriedRun run, ObjectNode json) {
    List<String> a = new ArrayList<>();
    List<String> a2 = new ArrayList<>();
    for (Demonstration pair : run.pairs()) {
      a.add(pictures.put(owner, pair.a()).id());
      a2.add(pictures.put(owner, pair.a2()).id());
    }
    if (run.pairs().isEmpty()) {
      for (int i = 1; i + 1 < run.hashes().size(); i += 2) {
        Optional<String> before = known(owner, run.hashes().get(i));
        Optional<String> after = known(owner, run.hashes().get(i + 1));
        // Half of a pair is of use only where it cannot be taken for half of another one.
        if (run.hashes().size() == 3 || (before.isPresent() && after.isPresent())) {
          before.ifPresent(a::add);
          after.ifPresent(a2::add);
        }
      }
    }
    if (!a.isEmpty()) {
      json.set("a", JobJson.ids(a));
    }
    if (!a2.isEmpty()) {
      json.set("a2", JobJson.ids(a2));
    }
  }

  private Optional<String> known(String owner, String hash) {
    return pictures.findPixels(owner, hash).map(StoredPicture::id);
  }
}
