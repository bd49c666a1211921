package io.lorweb.studio;

import io.lorweb.studio.web.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests that a studio refuses, of one kind. */
abstract class BadRequests {

  static final byte[] A = Client.example("a");
  static final byte[] A2 = Client.example("a2");
  static final byte[] B = Client.example("b");
  static final byte[] EMPTY = BadFiles.text("{}");
  static final String JSON = "Content-Type: application/json";
  static final String NOBODY = "0".repeat(64);

  final Client client;

  /** Id of a picture that is stored. */
  final String picture;

  private final List<Case> cases = new ArrayList<>();

  /** A request with the status of its answer and words of its sentence. */
  record Case(String name, int status, String says, Supplier<Answer> request) {
    String row() {
      return "| " + name + " | " + status + " | " + says + " |";
    }
  }

  BadRequests(Client client, String picture) {
    this.client = client;
    this.picture = picture;
  }

  List<Case> cases() {
    return cases;
  }

  final void add(String name, int status, String says, Supplier<Answer> request) {
    cases.add(new Case(name, status, says, request));
  }

  final Answer upload(byte[] file) {
    return client.post("/api/pictures", new Multipart().file("picture", file));
  }

  final Answer job(String json) {
    return client.post("/api/jobs", json);
  }

  final Answer job(Multipart form) {
    return client.post("/api/jobs", form);
  }

  final Answer ofIds(String a, String a2, String b) {
    return job("{\"a\":\"%s\",\"a2\":\"%s\",\"b\":\"%s\"}".formatted(a, a2, b));
  }

  final Answer post(String path, byte[] body, String... headers) {
    return client.http.send("POST", path, body, headers);
  }
}
