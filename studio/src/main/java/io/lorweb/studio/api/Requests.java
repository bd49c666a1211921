package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.lorweb.Settings;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Appearance;
import io.lorweb.image.ColourProfiles;
import io.lorweb.record.RunReport;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.JobRequest.Part;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.jobs.Preset;
import io.lorweb.studio.jobs.Presets;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import io.lorweb.studio.store.Upload;
import io.lorweb.studio.web.Form;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be made, out of a form with pictures or JSON with their ids. */
final class Requests {

  private static final Set<String> FIELDS =
      Set.of("a", "a2", "b", "mask", "mix", "mixture", "settings", "preview");

  /** Pictures of a batch, pairs of an analogy, analogies of a mixture. */
  private static final int MOST = 64;

  private final WebServer server;
  private final PictureStore pictures;
  private final Presets presets;
  private final Affordable affordable;

  Requests(WebServer server, PictureStore pictures, Presets presets, Models models) {
    this.server = server;
    this.pictures = pictures;
    this.presets = presets;
    this.affordable = new Affordable(models, pictures);
  }

  /**
   * A request for each b.
   *
   * @param preview whether it is only a glance
   * @param notices what may not be meant, in sentences
   */
  record Asked(List<JobRequest> requests, boolean preview, List<String> notices) {}

  Asked read(Context ctx) {
    String owner = WebServer.owner(ctx);
    return ctx.isMultipartFormData()
        ? form(owner, server.form(ctx, FIELDS))
        : json(owner, Json.body(ctx, FIELDS));
  }

  private Asked form(String owner, Form form) {
    ObjectNode json = Json.object();
    for (String name : List.of("mix", "mixture", "settings", "preview")) {
      form.text(name).ifPresent(text -> json.set(name, Json.parse("field '" + name + "'", text)));
    }
    List<String> masks = ids(owner, form, "mask");
    if (masks.size() > 1) {
      throw Refusal.of(400, "picture 'mask' was given %d times: give it once", masks.size());
    }
    masks.forEach(id -> json.put("mask", id));
    for (String name : List.of("a", "a2", "b")) {
      ids(owner, form, name).forEach(id -> json.withArray(name).add(id));
    }
    return json(owner, json);
  }

  private List<String> ids(String owner, Form form, String name) {
    List<String> ids = new ArrayList<>(form.texts(name));
    ids.removeIf(String::isEmpty);
    for (Upload given : form.pictures(name)) {
      ids.add(pictures.put(owner, given).id());
    }
    return ids;
  }

  private Asked json(String owner, ObjectNode json) {
    JsonNode given = json.has("settings") ? json.get("settings") : Json.object();
    if (!(given instanceof ObjectNode settings)) {
      throw Refusal.of(400, "settings must be a JSON object");
    }
    List<Part> parts = parts(owner, json);
    Optional<RunReport.Routed> mixture = mixture(json);
    Settings wanted = SettingsJson.read(settings);
    List<JobRequest> requests = new ArrayList<>();
    Optional<StoredPicture> mask =
        json.has("mask")
            ? Optional.of(picture(owner, "mask", json.get("mask").asText()))
            : Optional.empty();
    for (StoredPicture b : bs(owner, json)) {
      mask.ifPresent(stored -> requireSame(stored, b));
      JobRequest request =
          new JobRequest(
              parts,
              b.id(),
              mask.map(StoredPicture::id),
              wanted,
              SettingsJson.matchB(settings),
              mixture);
      requireAsStored(owner, wanted, parts, b);
      affordable.require(owner, request, b);
      requests.add(request);
    }
    return new Asked(requests, json.path("preview").asBoolean(), notices(owner, parts));
  }

  private List<String> notices(String owner, List<Part> parts) {
    Set<String> notices = new LinkedHashSet<>();
    for (Part part : parts) {
      for (int i = 0; i < part.a().size(); i++) {
        Appearance.doubt(
                picture(owner, "a", part.a().get(i)).looks(),
                picture(owner, "a2", part.a2().get(i)).looks())
            .ifPresent(notices::add);
      }
    }
    return List.copyOf(notices);
  }

  /** The reference takes stored numbers for sRGB: pictures that were converted are refused then. */
  void requireAsStored(String owner, Settings settings, List<Part> parts, StoredPicture b) {
    if (settings.canvas().profiles() == ColourProfiles.CONVERTED) {
      return;
    }
    requireAsStored("b", b);
    for (Part part : parts) {
      part.a().forEach(id -> requireAsStored("a", picture(owner, "a", id)));
      part.a2().forEach(id -> requireAsStored("a2", picture(owner, "a2", id)));
    }
  }

  private static void requireAsStored(String name, StoredPicture stored) {
    if (stored.converted().isPresent()) {
      throw Refusal.of(
          422,
          "picture '%s' has its %s, which setting 'compatibility' = 'reference' would not do:"
              + " leave it out, or send the picture without its profile",
          name,
          stored.converted().get());
    }
  }

  static void requireSame(StoredPicture mask, StoredPicture b) {
    if (mask.width() != b.width() || mask.height() != b.height()) {
      throw Refusal.of(
          422,
          "the mask is %d x %d but b is %d x %d: give a mask of b's size",
          mask.width(),
          mask.height(),
          b.width(),
          b.height());
    }
  }

  private List<StoredPicture> bs(String owner, ObjectNode json) {
    List<StoredPicture> found = stored(owner, json, "b");
    if (found.isEmpty()) {
      throw Refusal.of(400, "picture 'b' is missing: send the picture to edit");
    }
    return found;
  }

  /** Those of one id or of a list of them. */
  private List<StoredPicture> stored(String owner, JsonNode json, String name) {
    JsonNode given = json.path(name);
    if (given instanceof ArrayNode several) {
      requireFew(name, several.size());
      List<StoredPicture> found = new ArrayList<>();
      several.forEach(id -> found.add(picture(owner, name, id.asText())));
      return found;
    }
    return given.isTextual() ? List.of(picture(owner, name, given.asText())) : List.of();
  }

  private static void requireFew(String name, int size) {
    if (size > MOST) {
      throw Refusal.of(400, "'%s' has %d entries, more than the limit of %d", name, size, MOST);
    }
  }

  /** Of a and a2, or of what is to be mixed. */
  private List<Part> parts(String owner, ObjectNode json) {
    if (json.has("mix")) {
      if (json.has("a") || json.has("a2")) {
        throw Refusal.of(400, "'mix' names the analogies: leave 'a' and 'a2' out");
      }
      if (!(json.get("mix") instanceof ArrayNode several) || several.isEmpty()) {
        throw Refusal.of(400, "'mix' must be a list such as [{\"preset\": ID, \"weight\": 0.5}]");
      }
      requireFew("mix", several.size());
      List<Part> parts = new ArrayList<>();
      several.forEach(part -> parts.add(part(owner, part)));
      return parts;
    }
    return List.of(shown(owner, json, 1));
  }

  /** An analogy of the pictures a and a2: of one pair, or of several that show the same edit. */
  Part shown(String owner, JsonNode json, double weight) {
    List<String> a = pair(owner, json, "a");
    List<String> a2 = pair(owner, json, "a2");
    if (a.size() != a2.size()) {
      throw Refusal.of(
          400,
          "picture 'a' was given %d times and 'a2' %d times: give as many, in the same order",
          a.size(),
          a2.size());
    }
    return new Part(a, a2, weight);
  }

  private List<String> pair(String owner, JsonNode json, String name) {
    List<StoredPicture> found = stored(owner, json, name);
    if (found.isEmpty()) {
      throw Refusal.of(
          400, "picture '%s' is missing: send the pair a, a2 that shows the edit", name);
    }
    return found.stream().map(StoredPicture::id).toList();
  }

  private Part part(String owner, JsonNode json) {
    JsonNode weight = json.path("weight");
    if (!weight.isNumber() || Math.abs(weight.asDouble()) > 100) {
      throw Refusal.of(400, "every part of 'mix' needs a 'weight' from -100 to 100");
    }
    if (json.has("preset")) {
      Preset preset =
          presets
              .find(owner, json.get("preset").asText())
              .orElseThrow(() -> Refusal.unknown("preset"));
      return new Part(preset.a(), preset.a2(), weight.asDouble());
    }
    return shown(owner, json, weight.asDouble());
  }

  private static Optional<RunReport.Routed> mixture(ObjectNode json) {
    if (!json.has("mixture")) {
      return Optional.empty();
    }
    if (!(json.get("mixture") instanceof ObjectNode mixture)) {
      throw Refusal.of(400, "'mixture' must be an object with 'size' and 'coefficients'");
    }
    return Optional.of(JsonRecords.bind("mixture", mixture, RunReport.Routed.class));
  }

  StoredPicture picture(String owner, String name, String id) {
    return pictures
        .find(owner, id)
        .orElseThrow(
            () -> Refusal.of(404, "picture '%s': there is no stored picture of that id", name));
  }
}
