package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lorweb.Settings;
import io.lorweb.studio.jobs.Job;
import io.lorweb.studio.jobs.JobQueue;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.JobRequest.Part;
import io.lorweb.studio.jobs.JobState;
import io.lorweb.studio.jobs.QueueFull;
import io.lorweb.studio.jobs.Status;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import io.lorweb.studio.store.Upload;
import io.lorweb.studio.web.Form;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /v1/images/edits}: the shape of request and answer that clients of other image servers
 * have, with the analogy in the fields a and a2. It waits for the pictures.
 */
final class EditRoutes {

  private static final Set<String> FIELDS =
      Set.of(
          "image",
          "image[]",
          "prompt",
          "size",
          "n",
          "response_format",
          "model",
          "user",
          "mask",
          "quality",
          "background",
          "output_format",
          "a",
          "a2",
          "seed",
          "settings");

  /** What others let choose and this server has one of. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          "response_format", Set.of("b64_json"),
          "quality", Set.of("auto", "standard"),
          "background", Set.of("auto", "opaque"),
          "output_format", Set.of("png"));

  private static final int MOST = 8;
  private static final long BEAT_MS = 1000;

  private final WebServer server;
  private final JobQueue queue;
  private final PictureStore pictures;
  private final Requests requests;

  EditRoutes(WebServer server, JobQueue queue, PictureStore pictures, Requests requests) {
    this.server = server;
    this.queue = queue;
    this.pictures = pictures;
    this.requests = requests;
  }

  void add(Javalin app) {
    app.post("/v1/images/edits", this::edit);
  }

  private void edit(Context ctx) {
    String owner = WebServer.owner(ctx);
    Form form = server.form(ctx, FIELDS);
    ONLY.forEach(
        (name, values) ->
            form.text(name)
                .filter(value -> !values.contains(value))
                .ifPresent(
                    value -> {
                      throw Refusal.of(400, "'%s' must be one of %s", name, values);
                    }));
    List<JobRequest> requests = requests(owner, form);
    try {
      List<Job> jobs =
          queue.submit(
              owner, requests, requests.size() > 1 ? Optional.of(queue.newId()) : Optional.empty());
      ObjectNode json = Json.object().put("created", System.currentTimeMillis() / 1000);
      for (Job job : jobs) {
        json.withArray("data").addObject().put("b64_json", await(owner, job));
      }
      Json.answer(ctx, 200, json);
    } catch (QueueFull e) {
      throw JobRoutes.full(e);
    }
  }

  private List<JobRequest> requests(String owner, Form form) {
    List<Upload> images = new ArrayList<>(form.pictures("image"));
    images.addAll(form.pictures("image[]"));
    if (images.size() != 1) {
      throw Refusal.of(400, "field 'image' must hold one picture, not %d", images.size());
    }
    ObjectNode asked =
        form.text("settings").map(text -> Json.object("settings", text)).orElse(Json.object());
    form.text("prompt").ifPresent(prompt -> asked.put("prompt", prompt));
    form.text("seed").ifPresent(seed -> asked.put("seed", seed));
    form.text("size")
        .filter(size -> !size.equals("auto"))
        .ifPresent(size -> asked.put("size", size));
    Settings settings = SettingsJson.read(asked);
    List<Part> parts = parts(owner, form);
    if (parts.isEmpty() && settings.wording().prompt().isEmpty()) {
      throw Refusal.of(
          400, "send a 'prompt', or the pair of pictures 'a' and 'a2' that shows the edit");
    }
    StoredPicture b = pictures.put(owner, images.get(0));
    Optional<StoredPicture> mask =
        form.pictures("mask").stream().findFirst().map(given -> pictures.put(owner, given));
    mask.ifPresent(stored -> Requests.requireSame(stored, b));
    requests.requireAsStored(owner, settings, parts, b);
    List<JobRequest> made = new ArrayList<>();
    for (int i = 0; i < number(form); i++) {
      long seed = settings.sampling().seed() + i;
      made.add(
          new JobRequest(
              parts,
              b.id(),
              mask.map(StoredPicture::id),
              settings.sampling(s -> s.seed(seed)),
              SettingsJson.matchB(asked),
              Optional.empty()));
    }
    return made;
  }

  private static int number(Form form) {
    String text = form.text("n").orElse("1");
    if (!text.matches("[1-9]") || Integer.parseInt(text) > MOST) {
      throw Refusal.of(400, "'n' must lie in 1..%d", MOST);
    }
    return Integer.parseInt(text);
  }

  private List<Part> parts(String owner, Form form) {
    if (!form.hasFile("a") && !form.hasFile("a2")) {
      return List.of();
    }
    List<String> a = ids(owner, form, "a");
    List<String> a2 = ids(owner, form, "a2");
    if (a.size() != a2.size()) {
      throw Refusal.of(
          400,
          "field 'a' holds %d pictures and field 'a2' %d: they must hold as many",
          a.size(),
          a2.size());
    }
    return List.of(new Part(a, a2, 1));
  }

  private List<String> ids(String owner, Form form, String name) {
    return form.pictures(name).stream().map(given -> pictures.put(owner, given).id()).toList();
  }

  private String await(String owner, Job job) {
    try {
      queue.watch(owner, job.id(), 0, BEAT_MS, changes -> !server.closing());
    } catch (IOException e) {
      throw new IllegalStateException("nothing was written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Status status = queue.status(owner, job.id()).orElseThrow(() -> Refusal.unknown("job"));
    if (status.job().state() != JobState.DONE) {
      throw Refusal.of(
          status.job().state() == JobState.FAILED ? 422 : 503,
          "the job is %s%s",
          status.job().state().label(),
          status.job().message().map(message -> ": " + message).orElse(""));
    }
    return pictures
        .find(owner, status.job().outcome().orElseThrow().settled())
        .map(stored -> Base64.getEncoder().encodeToString(pictures.bytes(stored)))
        .orElseThrow(() -> Refusal.unknown("picture"));
  }
}
