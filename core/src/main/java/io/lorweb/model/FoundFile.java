package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.PartNames;
import io.lorweb.parts.PartReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one file is.
 *
 * @param file that was looked at
 * @param parts of a model in it
 * @param lora whether it is a LoRA
 * @param problem why it cannot be used; empty when it can
 */
public record FoundFile(Path file, List<PartReport> parts, boolean lora, String problem) {

  public FoundFile {
    parts = List.copyOf(parts);
  }

  /** Looks at a file, or at the folder of one part. */
  public static FoundFile of(Path file) {
    List<PartReport> reports = new ArrayList<>();
    try {
      if (PartNames.isLora(file)) {
        return new FoundFile(file, List.of(), true, "");
      }
      List<Part> parts = PartNames.in(file);
      for (Part part : parts) {
        try (PartFile<?> opened = PartFile.open(file, part)) {
          reports.add(opened.report());
        }
      }
      return new FoundFile(
          file, reports, false, parts.isEmpty() ? file + " holds no part of a FLUX model" : "");
    } catch (InputException e) {
      return new FoundFile(file, reports, false, e.getMessage());
    }
  }

  /** All files of tensors below a folder. */
  public static List<FoundFile> below(Path folder) {
    return FoundParts.files(folder).stream().map(FoundFile::of).toList();
  }
}
