package io.lorweb.studio.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** What Jetty refuses before any handler sees it, such as headers that are too large, as JSON. */
final class PlainErrors extends ErrorHandler {

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, "application/json");
    fields.put("X-Content-Type-Options", "nosniff");
    return ByteBuffer.wrap(body("", status));
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    base.setHandled(true);
    response.setContentType("application/json");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(body(target, response.getStatus()));
  }

  private static byte[] body(String path, int status) {
    return Answers.json(path, status, Answers.sentence(status))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
