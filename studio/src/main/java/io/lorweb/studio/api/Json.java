package io.lorweb.studio.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.lorweb.studio.web.Refusal;
import java.util.Set;

/** JSON of requests and answers. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode parse(String where, String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json.isMissingNode()) {
        throw Refusal.of(400, "%s is empty: it must hold JSON", where);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, "%s is not valid JSON", where);
    }
  }

  static ObjectNode object(String where, String text) {
    if (parse(where, text) instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.of(400, "%s must hold a JSON object", where);
  }

  /** A request's body, with no other keys than {@code known}. */
  static ObjectNode body(Context ctx, Set<String> known) {
    String type = ctx.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw Refusal.of(415, "the request must be JSON (Content-Type: application/json)");
    }
    ObjectNode json = object("the request", ctx.body());
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Refusal.of(400, "the request has an unknown key: the keys are %s", known);
              }
            });
    return json;
  }

  static void answer(Context ctx, int status, JsonNode json) {
    ctx.status(status).contentType("application/json").result(json.toString());
  }
}
