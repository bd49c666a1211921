package io.lorweb.parts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.packed.Container;
import io.lorweb.packed.GgufContainer;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The T5 tokenizer in a GGUF file's metadata (docs/spec/CHECKPOINTS.md 4.6). */
final class GgufTokenizer {

  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String SCORES = "tokenizer.ggml.scores";
  private static final String MODEL = "tokenizer.ggml.model";
  private static final String CHARACTERS = "tokenizer.ggml.precompiled_charsmap";
  private static final ObjectMapper JSON = new ObjectMapper();

  private GgufTokenizer() {}

  static boolean isIn(Container file) {
    return file instanceof GgufContainer gguf && gguf.header().metadata().containsKey(TOKENS);
  }

  /** The same as a tokenizer.json of Hugging Face's library. */
  static String json(GgufContainer file) {
    Map<String, Object> metadata = file.header().metadata();
    if (!"t5".equals(metadata.get(MODEL))) {
      throw InputException.of(
          "%s: %s is %s but must be t5", file.file(), MODEL, metadata.get(MODEL));
    }
    List<?> tokens = list(file, TOKENS);
    List<?> scores = list(file, SCORES);
    int pad = id(file, "padding", 0, tokens.size());
    int end = id(file, "eos", 1, tokens.size());
    int unknown = id(file, "unknown", 2, tokens.size());
    if (scores.size() != tokens.size()) {
      throw InputException.of(
          "%s: %s has %d numbers for %d tokens", file.file(), SCORES, scores.size(), tokens.size());
    }
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    ArrayNode added = root.putArray("added_tokens");
    special(added, pad, "<pad>");
    special(added, end, text(file, tokens, end));
    special(added, unknown, text(file, tokens, unknown));
    normalizer(root.putObject("normalizer"), metadata);
    root.putObject("pre_tokenizer")
        .put("type", "Metaspace")
        .put("replacement", "\u2581")
        .put("prepend_scheme", "always");
    ending(root.putObject("post_processor"), text(file, tokens, end), end);
    ObjectNode model = root.putObject("model").put("type", "Unigram").put("unk_id", unknown);
    model.put("byte_fallback", false);
    ArrayNode vocabulary = model.putArray("vocab");
    for (int i = 0; i < tokens.size(); i++) {
      if (!(scores.get(i) instanceof Double score) || !Double.isFinite(score)) {
        throw InputException.of("%s: %s holds %s", file.file(), SCORES, scores.get(i));
      }
      vocabulary.addArray().add(i == pad ? "<pad>" : text(file, tokens, i)).add(score);
    }
    return root.toString();
  }

  private static List<?> list(GgufContainer file, String key) {
    if (file.header().metadata().get(key) instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw InputException.of("%s: %s is no list with something in it", file.file(), key);
  }

  private static int id(GgufContainer file, String what, long absent, int tokens) {
    String key = "tokenizer.ggml." + what + "_token_id";
    Object found = file.header().metadata().getOrDefault(key, absent);
    if (found instanceof Long id && id >= 0 && id < tokens) {
      return id.intValue();
    }
    throw InputException.of(
        "%s: %s is %s, which is none of %d tokens", file.file(), key, found, tokens);
  }

  private static String text(GgufContainer file, List<?> tokens, int index) {
    if (tokens.get(index) instanceof String text) {
      return text;
    }
    throw InputException.of("%s: token %d is no text", file.file(), index);
  }

  private static void special(ArrayNode added, int id, String content) {
    added
        .addObject()
        .put("id", id)
        .put("content", content)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static void normalizer(ObjectNode normalizer, Map<String, Object> metadata) {
    ArrayNode steps = normalizer.put("type", "Sequence").putArray("normalizers");
    if (metadata.get(CHARACTERS) instanceof List<?> map && !map.isEmpty()) {
      byte[] bytes = new byte[map.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = map.get(i) instanceof Long value ? value.byteValue() : 0;
      }
      steps
          .addObject()
          .put("type", "Precompiled")
          .put("precompiled_charsmap", Base64.getEncoder().encodeToString(bytes));
    }
    ObjectNode spaces = steps.addObject().put("type", "Replace").put("content", " ");
    spaces.putObject("pattern").put("Regex", " {2,}");
  }

  private static void ending(ObjectNode processor, String end, int id) {
    processor.put("type", "TemplateProcessing");
    ArrayNode single = processor.putArray("single");
    single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
    single.addObject().putObject("SpecialToken").put("id", end).put("type_id", 0);
    ArrayNode pair = processor.putArray("pair");
    pair.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
    pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
    ObjectNode special = processor.putObject("special_tokens").putObject(end).put("id", end);
    special.putArray("ids").add(id);
    special.putArray("tokens").add(end);
  }
}
