package io.lorweb.eval.judge;

import java.nio.file.Path;
import java.util.List;

/**
 * One thing to ask: a prompt and the pictures it speaks of. Equal sheets are asked once.
 *
 * @param pictures files, one for each of the prompt's labels; those after b are shown in its size
 */
public record Sheet(Prompt prompt, List<Path> pictures) {

  public Sheet {
    pictures = List.copyOf(pictures);
    if (pictures.size() != prompt.labels().size()) {
      throw new IllegalArgumentException(
          prompt + " takes " + prompt.labels().size() + " pictures, not " + pictures.size());
    }
  }
}
