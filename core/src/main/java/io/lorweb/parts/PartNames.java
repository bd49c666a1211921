package io.lorweb.parts;

import io.lorweb.packed.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a file holds by its names alone. */
public final class PartNames {

  private PartNames() {}

  /**
   * The parts in a file or folder; none for LoRAs and for other models.
   *
   * @throws io.lorweb.error.InputException when it is no file of tensors
   */
  public static List<Part> in(Path file) {
    try (Container container = Container.open(file)) {
      List<Part> parts = new ArrayList<>();
      if (!Foreign.isLora(container.names())) {
        for (Part part : Part.values()) {
          part.prefix(container.names()).ifPresent(prefix -> parts.add(part));
        }
      }
      return parts;
    }
  }

  /** Whether a file is a LoRA. */
  public static boolean isLora(Path file) {
    try (Container container = Container.open(file)) {
      return Foreign.isLora(container.names());
    }
  }
}
