package io.lorweb.studio;

import io.lorweb.studio.web.RawHttp.Answer;
import java.io.ByteArrayOutputStream;

/** Requests of other sites, and what breaks the rules of HTTP. */
final class BadTransport extends BadRequests {

  BadTransport(Client client, String picture) {
    super(client, picture);
    add(
        "foreign Host (DNS rebinding)",
        421,
        "not known by the name",
        () -> client.http.send("GET", "/api/jobs", "Host: evil.example"));
    add(
        "no Host",
        421,
        "not known by the name",
        () -> client.http.send("GET", "/api/jobs", "Host:"));
    add(
        "two Hosts",
        400,
        "damaged",
        () -> client.http.send("GET", "/api/jobs", "Host: localhost", "Host: evil.example"));
    add(
        "foreign Origin",
        403,
        "another site",
        () -> post("/api/jobs", EMPTY, JSON, "Origin: http://evil.example"));
    add("Origin null", 403, "another site", () -> post("/api/jobs", EMPTY, JSON, "Origin: null"));
    add(
        "Origin at another port",
        403,
        "another site",
        () -> client.http.send("DELETE", "/api/jobs/" + NOBODY, "Origin: http://127.0.0.1:1"));
    add(
        "change from another site by Sec-Fetch-Site",
        403,
        "another site",
        () -> post("/api/jobs", EMPTY, JSON, "Sec-Fetch-Site: cross-site"));
    add(
        "look from another site by Sec-Fetch-Site",
        403,
        "another site",
        () -> client.http.send("GET", "/api/jobs", "Sec-Fetch-Site: cross-site"));
    add(
        "headers of 20 KB",
        431,
        "8 KB",
        () -> client.http.send("GET", "/", "X-Long: " + "x".repeat(20_000)));
    add(
        "address of 20 KB",
        414,
        "too long",
        () -> client.http.send("GET", "/" + "x".repeat(20_000)));
    add(
        "body longer than the limit, by its length",
        413,
        "limit of 3 MB",
        () -> post("/api/pictures", new byte[0], Multipart.TYPE, "Content-Length: 999999999"));
    add("body longer than the limit, in chunks", 413, "limit of 3 MB", this::chunks);
    add(
        "length that is no number",
        400,
        "damaged",
        () -> post("/api/jobs", new byte[0], JSON, "Content-Length: many"));
    add(
        "length and chunks at once",
        400,
        "damaged",
        () ->
            post(
                "/api/jobs",
                BadFiles.text("0\r\n\r\n"),
                JSON,
                "Content-Length: 5",
                "Transfer-Encoding: chunked"));
    add(
        "body that trickles",
        408,
        "too slowly",
        () -> client.http.trickle("/api/pictures", 20, Multipart.TYPE));
  }

  private Answer chunks() {
    byte[] form = new Multipart().file("picture", new byte[4 << 20]).bytes();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(BadFiles.text(Integer.toHexString(form.length) + "\r\n"));
    body.writeBytes(form);
    body.writeBytes(BadFiles.text("\r\n0\r\n\r\n"));
    return post("/api/pictures", body.toByteArray(), Multipart.TYPE, "Transfer-Encoding: chunked");
  }
}
