package io.lorweb.studio;

import io.lorweb.studio.web.RawHttp.Answer;

/** Forms and JSON that are damaged, or lack something, or have too much of it. */
final class BadForms extends BadRequests {

  BadForms(Client client, String picture) {
    super(client, picture);
    add("job without a", 400, "picture 'a' is missing", () -> job(new Multipart().file("b", B)));
    add(
        "job without b",
        400,
        "picture 'b' is missing",
        () -> job(new Multipart().file("a", A).file("a2", A2)));
    add(
        "two a and one a2",
        400,
        "give as many, in the same order",
        () -> job(Client.pictures().file("a", A)));
    add(
        "two masks",
        400,
        "give it once",
        () -> job(Client.pictures().file("mask", B).file("mask", B)));
    add("two b in one job", 400, "/api/batches", () -> job(Client.pictures().file("b", A)));
    add(
        "form with an unknown field",
        400,
        "unknown field",
        () -> job(Client.pictures().text("path", "/etc/passwd")));
    add(
        "form that ends too early",
        400,
        "incomplete",
        () -> post("/api/jobs", new Multipart().file("a", A).cut(), Multipart.TYPE));
    add(
        "form without a boundary",
        400,
        "damaged",
        () -> post("/api/jobs", Client.pictures().bytes(), "Content-Type: multipart/form-data"));
    add(
        "form as another type",
        415,
        "must be JSON",
        () ->
            post(
                "/api/jobs",
                Client.pictures().bytes(),
                "Content-Type: application/x-www-form-urlencoded"));
    add(
        "JSON as text, as a foreign form would send it",
        415,
        "must be JSON",
        () -> post("/api/jobs", BadFiles.text("{}"), "Content-Type: text/plain"));
    add(
        "upload without a form",
        415,
        "must be a form",
        () -> post("/api/pictures", A, "Content-Type: image/png"));
    add("damaged JSON", 400, "not valid JSON", () -> job("{\"b\":"));
    add("JSON that is a list", 400, "must hold a JSON object", () -> job("[]"));
    add("JSON with a key twice", 400, "not valid JSON", () -> job("{\"b\":\"1\",\"b\":\"2\"}"));
    add(
        "JSON with an unknown key",
        400,
        "unknown key",
        () -> job("{\"url\":\"http://localhost/\"}"));
    add(
        "JSON 5000 levels deep",
        400,
        "not valid JSON",
        () -> job("{\"settings\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
    add("JSON of 2 MB", 413, "too large", () -> job("{\"a\":\"" + "x".repeat(2 << 20) + "\"}"));
    add("empty mix", 400, "'mix' must be a list", () -> mix("[]"));
    add(
        "weight of 1e9",
        400,
        "'weight' from -100 to 100",
        () -> mix("[{\"preset\":\"x\",\"weight\":1e9}]"));
    add(
        "preset without a name",
        400,
        "needs a 'name'",
        () -> client.post("/api/presets", "{\"job\":\"x\"}"));
    add(
        "preset with a name of 81 letters",
        400,
        "1 to 80 characters",
        () ->
            client.post(
                "/api/presets",
                "{\"name\":\"%s\",\"a\":\"%s\",\"a2\":\"%s\"}"
                    .formatted("x".repeat(81), picture, picture)));
  }

  private Answer mix(String parts) {
    return job("{\"mix\":%s,\"b\":\"%s\"}".formatted(parts, picture));
  }
}
