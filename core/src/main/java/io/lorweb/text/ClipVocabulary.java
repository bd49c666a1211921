package io.lorweb.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's byte-level BPE vocabulary, which follows from its merges: the 256 bytes as letters, the
 * same at the end of a word, what each merge makes, and two special tokens.
 *
 * @param tokens as in a vocab.json
 * @param merges as in a merges.txt
 */
record ClipVocabulary(JsonFile tokens, String merges) {

  private static final String RESOURCE = "clip-merges.txt.gz";

  /** That of CLIP-L: 48,894 merges. */
  static ClipVocabulary standard() {
    try (InputStream in = ClipVocabulary.class.getResourceAsStream(RESOURCE);
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return of(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClipVocabulary of(String merges) {
    List<String> tokens = new ArrayList<>(letters());
    letters().forEach(letter -> tokens.add(letter + "</w>"));
    merges.lines().forEach(line -> tokens.add(line.replace(" ", "")));
    tokens.add("<|startoftext|>");
    tokens.add("<|endoftext|>");
    ObjectNode json = new ObjectMapper().createObjectNode();
    for (int i = 0; i < tokens.size(); i++) {
      json.put(tokens.get(i), i);
    }
    return new ClipVocabulary(JsonFile.of("the vocabulary of CLIP-L", json), merges);
  }

  /** Printable bytes stand for themselves and come first, others for letters from 256 on. */
  private static List<String> letters() {
    List<String> printable = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int b = 33; b <= 126; b++) {
      printable.add(String.valueOf((char) b));
    }
    for (int b = 161; b <= 255; b++) {
      if (b != 173) {
        printable.add(String.valueOf((char) b));
      }
    }
    int unprintable = 256 - printable.size();
    for (int i = 0; i < unprintable; i++) {
      others.add(String.valueOf((char) (256 + i)));
    }
    printable.addAll(others);
    return printable;
  }
}
