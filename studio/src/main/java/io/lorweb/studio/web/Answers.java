package io.lorweb.studio.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.lorweb.error.InputException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way to say no: a status and a sentence, as a page for browsers and as JSON for programs. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private static final Map<Integer, String> SENTENCES =
      Map.of(
          400, "the request is damaged: send it again",
          404, "there is nothing at this address",
          405, "this address does not take such a request",
          408, "the request came too slowly: send it again",
          413, "the request is too large",
          414, "the request's address is too long",
          431, "the request's headers are larger than the limit of 8 KB");

  private final Layout layout;

  Answers(Layout layout) {
    this.layout = layout;
  }

  void register(Javalin app) {
    app.exception(Refusal.class, this::refused);
    app.exception(InputException.class, (e, ctx) -> say(ctx, 400, e.getMessage()));
    app.exception(
        BadMessageException.class, (e, ctx) -> say(ctx, e.getCode(), sentence(e.getCode())));
    app.exception(
        HttpResponseException.class, (e, ctx) -> say(ctx, e.getStatus(), sentence(e.getStatus())));
    app.exception(
        CancellationException.class,
        (e, ctx) -> say(ctx, 503, "the server is closing: send the request again later"));
    app.exception(Exception.class, this::defect);
  }

  void refused(Refusal refusal, Context ctx) {
    refusal.retryAfter().ifPresent(seconds -> ctx.header("Retry-After", Integer.toString(seconds)));
    if (refusal.status() == 401) {
      ctx.header("WWW-Authenticate", "Bearer");
    }
    say(ctx, refusal.status(), refusal.getMessage());
  }

  private void defect(Exception e, Context ctx) {
    if (e.getCause() instanceof BadMessageException bad) {
      say(ctx, bad.getCode(), sentence(bad.getCode()));
      return;
    }
    LOG.error("a defect in the answer to {} {}", ctx.method(), ctx.matchedPath(), e);
    say(ctx, 500, "this is a defect of the program; its log says more");
  }

  static String sentence(int status) {
    return SENTENCES.getOrDefault(status, "the request cannot be served: " + reason(status));
  }

  private static String reason(int status) {
    return HttpStatus.getMessage(status);
  }

  private void say(Context ctx, int status, String sentence) {
    ctx.status(status).header("Cache-Control", "no-store");
    // What is left of a body that nobody reads is not taken for the next request.
    if (status == 413 || status == 408) {
      ctx.header("Connection", "close");
    }
    String accept = ctx.header("Accept");
    if (accept != null && accept.contains("text/html")) {
      ctx.html(layout.message(status, heading(status), sentence, status == 401));
    } else {
      ctx.contentType("application/json").result(json(ctx.path(), status, sentence).toString());
    }
  }

  private static String heading(int status) {
    return status == 401 ? "Who are you?" : status == 404 ? "Nothing here" : reason(status);
  }

  /** The addresses below /v1 have the shape that clients of other image servers know. */
  static JsonNode json(String path, int status, String sentence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (path.startsWith("/v1/")) {
      json.putObject("error")
          .put("message", sentence)
          .put("type", status < 500 ? "invalid_request_error" : "server_error")
          .put("code", status);
    } else {
      json.put("error", sentence);
    }
    return json;
  }
}
