package io.lorweb.eval.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An answer in the chat completions protocol that OpenAI's server and many others speak.
 *
 * @param text what the model wrote; empty where it wrote nothing
 * @param refusal why it refuses, where it does
 * @param tokens that the server counted; 0 where it does not tell
 */
record ChatCompletion(String text, Optional<String> refusal, long tokens) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question with pictures, each after a line that names it. */
  static byte[] request(JudgeSettings settings, Prompt prompt, List<Picture> pictures) {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", settings.model());
    json.put("temperature", settings.temperature());
    ArrayNode content =
        json.putArray("messages").addObject().put("role", "user").putArray("content");
    text(content, prompt.text());
    for (int i = 0; i < pictures.size(); i++) {
      text(content, "Picture " + prompt.labels().get(i) + ":");
      String png = Base64.getEncoder().encodeToString(PngWriter.toBytes(pictures.get(i)));
      content
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", "data:image/png;base64," + png)
          .put("detail", "high");
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static void text(ArrayNode content, String text) {
    content.addObject().put("type", "text").put("text", text);
  }

  /**
   * Reads the body of an answer.
   *
   * @throws IOException when it is no chat completion: cut off, or a page of a proxy
   */
  static ChatCompletion read(byte[] body) throws IOException {
    JsonNode json = JSON.readTree(body);
    JsonNode choice = json.at("/choices/0");
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw new IOException("no chat completion");
    }
    String text = message.path("content").asText("");
    String refusal = message.path("refusal").asText("");
    boolean filtered = choice.path("finish_reason").asText().equals("content_filter");
    return new ChatCompletion(
        text,
        !refusal.isBlank()
            ? Optional.of(refusal)
            : filtered ? Optional.of("content filter " + text) : Optional.empty(),
        json.at("/usage/total_tokens").asLong(0));
  }
}
