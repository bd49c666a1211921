package io.lorweb.studio;

import io.lorweb.studio.web.RawHttp.Answer;
import java.util.stream.IntStream;

/** Settings that no model can follow. */
final class BadSettings extends BadRequests {

  BadSettings(Client client, String picture) {
    super(client, picture);
    add(
        "unknown setting",
        400,
        "there is no 'output_path'",
        () -> settings("{\"output_path\":\"/tmp/x\"}"));
    add("0 steps", 400, "steps 0 must lie in 1..1000", () -> settings("{\"steps\":0}"));
    add(
        "more steps than the limit",
        422,
        "more than the limit of 600",
        () -> settings("{\"steps\":601}"));
    add(
        "size of 10000 x 10000",
        422,
        "more than the limit of 1,048,576 pixels",
        () -> settings("{\"size\":\"10000x10000\"}"));
    add("size in words", 400, "512x384", () -> settings("{\"size\":\"huge\"}"));
    add("strength of 1e9", 400, "must lie in -100..100", () -> settings("{\"strength\":1e9}"));
    add(
        "sigmas that rise",
        400,
        "its numbers must lie in (0, 1] and fall",
        () -> settings("{\"sigmas\":[0.5,1]}"));
    add("sigmas of nothing", 400, "'sigmas'", () -> settings("{\"sigmas\":[null]}"));
    add(
        "steps beside other sigmas",
        400,
        "setting 'sigmas' gives 2 steps, but setting 'steps' is 3",
        () -> settings("{\"sigmas\":[1,0.5],\"steps\":3}"));
    add(
        "more sigmas than the limit of steps",
        422,
        "more than the limit of 600",
        () -> settings("{\"sigmas\":" + sigmas(601) + "}"));
    add(
        "path as step cache",
        400,
        "not a file's name",
        () -> settings("{\"step_cache\":\"/etc/passwd\"}"));
    add(
        "step cache that was measured on another model",
        400,
        "measured on model 'other'",
        () ->
            settings(
                "{\"step_cache\":{\"threshold\":0.1,\"most_skips\":1,\"table\":{\"name\":\"other\","
                    + "\"model\":\"0\",\"loras\":[],\"steps\":1,\"guidance\":1,\"ratios\":[1]}}}"));
    add("first step skipped", 400, "must rise from 2", () -> settings("{\"skipped_steps\":[1]}"));
    add(
        "known cells beside skipped steps",
        400,
        "'known_cells' does not go together with setting 'skipped_steps'",
        () -> settings("{\"known_cells\":2,\"skipped_steps\":[2]}"));
    add("seed in words", 400, "'seed'", () -> settings("{\"seed\":\"lucky\"}"));
    add("settings that are a list", 400, "must be a JSON object", () -> settings("[]"));
    add(
        "character U+0000 in the prompt",
        400,
        "U+0000",
        () -> settings("{\"prompt\":\"a\\u0000b\"}"));
    add(
        "edit without a picture",
        400,
        "field 'image'",
        () -> client.post("/v1/images/edits", new Multipart().text("prompt", "x")));
    add("edit that wants a URL", 400, "b64_json", () -> edit("response_format", "url"));
    add("edit of 100 pictures", 400, "'n' must lie in 1..8", () -> edit("n", "100"));
    add(
        "edit with half a pair",
        400,
        "field 'a2'",
        () -> client.post("/v1/images/edits", new Multipart().file("image", B).file("a", A)));
    add(
        "LoRA in an unknown format",
        404,
        "no such job",
        () -> client.get("/api/jobs/" + NOBODY + "/lora?format=pickle"));
    add(
        "thumbnail of 5000 pixels",
        400,
        "'edge' must be one of",
        () -> client.get("/api/pictures/" + picture + "?edge=5000"));
    add(
        "the reference's colours of a picture that was converted to sRGB",
        422,
        "which setting 'compatibility' = 'reference' would not do",
        () ->
            job(
                Client.pictures("b")
                    .file("b", BadFiles.profiled(B))
                    .text("settings", "{\"compatibility\":\"reference\"}")));
  }

  private Answer settings(String settings) {
    return job(Client.pictures().text("settings", settings));
  }

  private static String sigmas(int count) {
    return IntStream.range(0, count).mapToObj(i -> 1 - i / 1000.0).toList().toString();
  }

  private Answer edit(String name, String value) {
    return client.post(
        "/v1/images/edits", new Multipart().file("image", B).text("prompt", "x").text(name, value));
  }
}
