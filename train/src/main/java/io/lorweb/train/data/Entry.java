package io.lorweb.train.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a data source names: the files of one example, or of one pair that examples are made of. */
public sealed interface Entry {

  /** Names it in messages. */
  String id();

  /** What is known about it in words. */
  Labels labels();

  /** Its picture files. */
  List<Path> files();

  /** The file that shows the result of the edit and decides the size; {@link Open} has none. */
  Optional<Path> answer();

  /**
   * Words about an entry.
   *
   * @param prompt the edit as an instruction; may be empty
   * @param reversePrompt the edit undone; may be empty
   * @param task entries of one task show the same edit
   * @param split such as train or test, if the data has splits
   */
  record Labels(String prompt, String reversePrompt, String task, Optional<String> split) {

    /** An instruction and nothing else. */
    static Labels of(String prompt) {
      return new Labels(prompt, "", "", Optional.empty());
    }
  }

  /**
   * A strip [a|a'|b] and b', as the reference prepares them.
   *
   * @param strip the three pictures side by side
   * @param result b'
   */
  record Strip(String id, Path strip, Path result, Labels labels) implements Entry {
    @Override
    public List<Path> files() {
      return List.of(strip, result);
    }

    @Override
    public Optional<Path> answer() {
      return Optional.of(result);
    }
  }

  /** Four files a : a' :: b : b'. */
  record Quad(String id, Path a, Path a2, Path b, Path b2, Labels labels) implements Entry {
    @Override
    public List<Path> files() {
      return List.of(a, a2, b, b2);
    }

    @Override
    public Optional<Path> answer() {
      return Optional.of(b2);
    }
  }

  /** Three files a : a' :: b : ?, whose b' nobody knows: it can be asked, but not be learned. */
  record Open(String id, Path a, Path a2, Path b, Labels labels) implements Entry {
    @Override
    public List<Path> files() {
      return List.of(a, a2, b);
    }

    @Override
    public Optional<Path> answer() {
      return Optional.empty();
    }
  }

  /** A picture before and after the edit of its task. */
  record Pair(String id, Path before, Path after, Labels labels) implements Entry {
    @Override
    public List<Path> files() {
      return List.of(before, after);
    }

    @Override
    public Optional<Path> answer() {
      return Optional.of(after);
    }
  }
}
