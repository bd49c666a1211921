package io.lorweb.eval.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a judge wrote: one JSON object and nothing else. A code fence around the whole of it
 * is taken off, for nothing can be meant but what stands inside; an object among other words might
 * be an example or a draft and is not taken.
 */
final class StrictJson {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private static final Pattern FENCED =
      Pattern.compile("```(?:json|JSON)?\\s*\\n([^`]*(?:`[^`]+)*)```");

  private StrictJson() {}

  /** The object, if there is one with an explanation. */
  static Outcome<JsonNode> object(String text) {
    Matcher fenced = FENCED.matcher(text.strip());
    try {
      JsonNode node = READER.readTree(fenced.matches() ? fenced.group(1) : text);
      return node.isObject() && node.path("explanation").isTextual()
          ? new Given<>(node)
          : malformed(text);
    } catch (JsonProcessingException e) {
      return malformed(text);
    }
  }

  /** An integer within bounds; not 7.0, not "7". */
  static OptionalInt integer(JsonNode node, int low, int high) {
    boolean right =
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= low
            && node.intValue() <= high;
    return right ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  static <T> Outcome<T> malformed(String text) {
    return new Missing<>(Why.MALFORMED, text);
  }
}
