package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.studio.web.RawHttp;
import io.lorweb.studio.web.RawHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that uses a studio by HTTP. */
final class Client {

  private static final ObjectMapper JSON = new ObjectMapper();

  final RawHttp http;
  private final List<String> headers;

  Client(String address, String... headers) {
    http = new RawHttp(address);
    this.headers = List.of(headers);
  }

  static byte[] example(String name) {
    return bytes(Studios.EXAMPLES.resolve("sepia").resolve(name + ".png"));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the example but one. */
  static Multipart pictures(String without) {
    Multipart form = new Multipart();
    List.of("a", "a2", "b").stream()
        .filter(name -> !name.equals(without))
        .forEach(name -> form.file(name, example(name)));
    return form;
  }

  static Multipart pictures() {
    return pictures("");
  }

  Answer post(String path, Multipart form) {
    return http.send("POST", path, form.bytes(), with(Multipart.TYPE));
  }

  Answer post(String path, String json) {
    return http.send(
        "POST",
        path,
        json.getBytes(StandardCharsets.UTF_8),
        with("Content-Type: application/json"));
  }

  Answer get(String path, String... more) {
    return http.send("GET", path, with(more));
  }

  Answer delete(String path) {
    return http.send("DELETE", path, with());
  }

  private String[] with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of a picture that is stored. */
  String upload(byte[] picture) {
    Answer answer = post("/api/pictures", new Multipart().file("picture", picture));
    return json(answer).get("id").asText();
  }

  String submit(String settings) {
    Answer answer = post("/api/jobs", pictures().text("settings", settings));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return json(answer).get("id").asText();
  }

  JsonNode job(String id) {
    Answer answer = get("/api/jobs/" + id);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return json(answer);
  }

  String state(String id) {
    return job(id).get("state").asText();
  }

  /** Waits until a job is in one of the states. */
  String await(String id, String... states) {
    for (int i = 0; i < 2000; i++) {
      String state = state(id);
      if (List.of(states).contains(state)) {
        return state;
      }
      pause();
    }
    throw new AssertionError("job " + id + " is still " + state(id));
  }

  static void pause() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
