package io.lorweb.studio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form with files, as bytes. */
final class Multipart {

  static final String TYPE = "Content-Type: multipart/form-data; boundary=frontier";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Multipart text(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Multipart file(String name, byte[] content) {
    return file(name, name + ".png", content);
  }

  Multipart file(String name, String fileName, byte[] content) {
    return part("form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", content);
  }

  private Multipart part(String disposition, byte[] content) {
    body.writeBytes(
        ("--frontier\r\nContent-Disposition: " + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Without its end. */
  byte[] cut() {
    return body.toByteArray();
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }
}
