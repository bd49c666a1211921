package io.lorweb.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.nio.file.Path;

/**
 * CLIP's byte-level BPE tokenizer, built from {@code vocab.json} and {@code merges.txt} as CLIP-L
 * ships them.
 *
 * <p>Text is composed (NFC), each run of white space becomes one space, letters become lower case;
 * then come splitting, bytes and merges as fixture clip-text's README lists them. Safe for use from
 * several threads.
 */
public final class ClipTokenizer implements AutoCloseable {

  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";

  /**
   * Letters in runs, digits one by one, everything else in runs; English endings apart. The special
   * tokens stand here for prompts that spell them in capitals, as in the reference.
   */
  private static final String PIECES =
      "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
          + "|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SubwordTokenizer tokenizer;
  private final long end;

  private ClipTokenizer(SubwordTokenizer tokenizer, long end) {
    this.tokenizer = tokenizer;
    this.end = end;
  }

  /**
   * Loads {@code vocab.json} and {@code merges.txt} out of {@code folder} ({@code tokenizer} of a
   * FLUX folder).
   *
   * @throws InputException when one is missing, larger than 64 MiB or garbled, or when a merge uses
   *     a token that the vocabulary lacks
   */
  public static ClipTokenizer load(Path folder) {
    JsonFile vocabulary = JsonFile.read(folder.resolve("vocab.json"));
    Path file = folder.resolve("merges.txt");
    return of(folder, vocabulary, SubwordTokenizer.read(file), file.toString());
  }

  /** The vocabulary of CLIP-L, which comes with the program: 49,408 tokens. */
  public static ClipTokenizer standard() {
    ClipVocabulary standard = ClipVocabulary.standard();
    return of(Path.of("CLIP-L"), standard.tokens(), standard.merges(), "the merges of CLIP-L");
  }

  private static ClipTokenizer of(
      Path source, JsonFile vocabulary, String merges, String mergesName) {
    int start = vocabulary.integer(START);
    int end = vocabulary.integer(END);

    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    special(root.putArray("added_tokens"), start, end);
    normalizer(root.putObject("normalizer"));
    preTokenizer(root.putObject("pre_tokenizer"));
    postProcessor(root.putObject("post_processor"), start, end);
    ObjectNode model = root.putObject("model").put("type", "BPE").put("unk_token", END);
    model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "</w>");
    ObjectNode vocab = model.putObject("vocab");
    vocabulary.keys().forEach(token -> vocab.put(token, vocabulary.integer(token)));
    merges(model.putArray("merges"), vocabulary, merges, mergesName);
    return new ClipTokenizer(SubwordTokenizer.of(source, root.toString()), end);
  }

  private static void special(ArrayNode tokens, int start, int end) {
    tokens.addObject().put("id", start).put("content", START).setAll(literal());
    tokens.addObject().put("id", end).put("content", END).setAll(literal());
  }

  /** How a special token is found when a prompt spells it out. */
  private static ObjectNode literal() {
    return JSON.createObjectNode()
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static void normalizer(ObjectNode normalizer) {
    ArrayNode steps = normalizer.put("type", "Sequence").putArray("normalizers");
    steps.addObject().put("type", "NFC");
    ObjectNode spaces = steps.addObject().put("type", "Replace").put("content", " ");
    spaces.putObject("pattern").put("Regex", "\\s+");
    steps.addObject().put("type", "Lowercase");
  }

  private static void preTokenizer(ObjectNode preTokenizer) {
    ArrayNode steps = preTokenizer.put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", PIECES);
    // Inverted and removed: what matches is kept, what lies between is dropped.
    split.put("behavior", "Removed").put("invert", true);
    ObjectNode bytes = steps.addObject().put("type", "ByteLevel");
    bytes.put("add_prefix_space", false).put("trim_offsets", true).put("use_regex", true);
  }

  private static void postProcessor(ObjectNode processor, int start, int end) {
    processor.put("type", "RobertaProcessing");
    processor.putArray("sep").add(END).add(end);
    processor.putArray("cls").add(START).add(start);
    processor.put("trim_offsets", false).put("add_prefix_space", false);
  }

  private static void merges(ArrayNode merges, JsonFile vocabulary, String text, String file) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].stripTrailing();
      if (line.isEmpty() || (i == 0 && line.startsWith("#version"))) {
        continue;
      }
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) {
        throw InputException.of(
            "%s: line %d must hold two symbols with a space between them", file, i + 1);
      }
      for (String token : new String[] {pair[0], pair[1], pair[0] + pair[1]}) {
        if (!vocabulary.has(token)) {
          throw InputException.of(
              "%s: line %d needs the token '%s', which vocab.json lacks", file, i + 1, token);
        }
      }
      merges.add(line);
    }
  }

  /**
   * All tokens of {@code text} between the start and the end token.
   *
   * @throws InputException when the text is not valid Unicode
   */
  public long[] ids(String text) {
    return tokenizer.ids(text);
  }

  /**
   * Exactly {@code maxLength} (77 for CLIP-L) tokens: the start token, the first maxLength - 2
   * tokens of the text, then end tokens to the last place.
   *
   * @throws InputException when the text is not valid Unicode
   */
  public long[] padded(String text, int maxLength) {
    return SubwordTokenizer.padded(ids(text), maxLength, end);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
