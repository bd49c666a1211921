package io.lorweb.model;

import io.lorweb.analogy.WantedEncoder;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the scan of a tree found.
 *
 * @param chosen one line for each part: which file, out of how many
 * @param passedOver one line for each file that cannot be used
 * @param encoders image encoders, the first that fits an adapter being its own
 */
public record TreeScan(List<String> chosen, List<String> passedOver, List<Encoder> encoders) {

  /** Of what is no tree. */
  public static final TreeScan NONE = new TreeScan(List.of(), List.of(), List.of());

  /**
   * An image encoder.
   *
   * @param file of it
   * @param config its sizes
   */
  public record Encoder(Path file, VisionConfig config) {}

  public TreeScan {
    chosen = List.copyOf(chosen);
    passedOver = List.copyOf(passedOver);
    encoders = List.copyOf(encoders);
  }

  /** The image encoder that {@code wanted} can be. */
  public Optional<Path> encoder(WantedEncoder wanted) {
    return encoders.stream()
        .filter(encoder -> wanted.fits(encoder.config()))
        .map(Encoder::file)
        .findFirst();
  }

  /** The line for {@code encoder}, if the tree gave it. */
  public Optional<String> line(Path encoder) {
    return encoders.stream().anyMatch(found -> found.file().equals(encoder))
        ? Optional.of(FoundParts.line("clip-vision", encoder, encoders.size()))
        : Optional.empty();
  }
}
