package io.lorweb.cli;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.ColourProfiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what may not be meant by the pictures that a command was given. Of many analogies in one
 * command, each edit and each file is spoken of once, whichever thread comes first.
 */
final class InputRemarks {

  private final ColourProfiles profiles;
  private final Console console;
  private final Set<List<Path>> edits = ConcurrentHashMap.newKeySet();
  private final Set<Path> files = ConcurrentHashMap.newKeySet();

  /**
   * Remarks that go to {@code console}.
   *
   * @param profiles how the pictures are read
   */
  InputRemarks(ColourProfiles profiles, Console console) {
    this.profiles = profiles;
    this.console = console;
  }

  /**
   * Says what is new.
   *
   * @param shown the pairs that were read
   * @param masks whose profiles are always applied
   * @param subject begins a sentence that names no file; empty where there is but one analogy
   */
  void tell(Inputs inputs, List<Demonstration> shown, List<Path> masks, String subject) {
    if (edits.add(inputs.pairs())) {
      inputs.doubts(shown, profiles).stream()
          .distinct()
          .forEach(doubt -> console.warn(subject + doubt));
      inputs.differences(profiles).forEach(console::warn);
    }
    List<Path> pictures = unseen(inputs.all());
    Inputs.animations(pictures).forEach(console::warn);
    Inputs.profiles(pictures, unseen(masks), profiles).forEach(console::note);
  }

  private List<Path> unseen(List<Path> all) {
    return all.stream().filter(files::add).toList();
  }
}
