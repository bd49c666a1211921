package io.lorweb.doctor;

import io.lorweb.analogy.WantedEncoder;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.TreeScan;
import io.lorweb.parts.PartFile;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The image encoder of the queries, found as a run finds it.
 *
 * @param lines what it is
 * @param problems what is wrong with it
 */
record EncoderCheck(List<String> lines, List<Problem> problems) {

  /**
   * Looks at the encoder that is named or that the adapter takes; without either at those of a
   * tree.
   *
   * @param adapter absent: the model's own
   */
  static EncoderCheck of(ModelFolder folder, Optional<String> named, Optional<Path> adapter) {
    EncoderCheck check = new EncoderCheck(new ArrayList<>(), new ArrayList<>());
    Optional<WantedEncoder> wanted = check.wanted(adapter.or(folder::adapter));
    if (named.isPresent() || wanted.isPresent()) {
      check.look(folder, named, wanted);
    } else {
      for (TreeScan.Encoder encoder : folder.scan().encoders()) {
        check.lines.add("found for adapters: " + encoder.file());
        check.describe(folder, encoder.file());
      }
    }
    return check;
  }

  private Optional<WantedEncoder> wanted(Optional<Path> adapter) {
    if (adapter.isEmpty()) {
      return Optional.empty();
    }
    try (BasisAdapter opened = BasisAdapter.open(adapter.get(), Optional.empty())) {
      return opened.config().external() ? Optional.of(WantedEncoder.of(opened)) : Optional.empty();
    } catch (InputException e) {
      problems.add(new Problem(e.getMessage(), "take another file for setting 'adapter'"));
      return Optional.empty();
    }
  }

  private void look(ModelFolder folder, Optional<String> named, Optional<WantedEncoder> wanted) {
    try {
      Path source =
          wanted.isPresent()
              ? folder.imageEncoder(named, wanted.get())
              : folder.imageEncoder(named, named.orElseThrow());
      folder.scan().line(source).ifPresent(lines::add);
      VisionConfig config = describe(folder, source);
      if (wanted.isPresent() && !wanted.get().fits(config)) {
        problems.add(
            new Problem(
                String.format(
                    Locale.ROOT,
                    "%s makes embeddings of %d numbers of squares of %d pixels, but the adapter was"
                        + " trained with '%s' and needs %d numbers",
                    source,
                    config.width(wanted.get().patches()),
                    config.imageSize(),
                    wanted.get().named(),
                    wanted.get().width()),
                "take another folder or file for setting 'encoder'"));
      }
    } catch (InputException e) {
      problems.add(
          new Problem(e.getMessage(), "take another folder or file for setting 'encoder'"));
    }
  }

  private VisionConfig describe(ModelFolder folder, Path source) {
    if (Files.isDirectory(source)) {
      VisionConfig config = VisionConfig.read(JsonFile.read(source.resolve("config.json")));
      String family = config.family().name().toLowerCase(Locale.ROOT);
      lines.add("encoder, a folder: " + family + ", " + source);
      return config;
    }
    try (PartFile<VisionConfig> file = folder.vision(source)) {
      lines.add(file.report().line());
      lines.addAll(file.report().notices());
      return file.config();
    }
  }
}
