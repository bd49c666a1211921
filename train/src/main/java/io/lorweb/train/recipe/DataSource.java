package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One source of examples and how they are cut.
 *
 * @param source where the pictures are
 * @param resolutions square root of the area in pixels; several give one copy of the data each
 * @param extent what the resolution measures
 * @param reference whether composites are resized and cropped as a whole, as the reference does it,
 *     instead of cell by cell (docs/spec/LORWEB.md section 11, items 10 and 20)
 * @param captionDropout share of examples trained with the empty caption
 * @param defaultCaption for examples that have none
 * @param reverse share of draws in which the edit is run backwards (a' to a, b' to b); the caption
 *     is then the reverse one if the data has it, else empty
 * @param flipX whether half of the draws are mirrored, all pictures of an example together
 * @param repeats how often the data counts in one epoch
 * @param layout how these analogies enter the flow model, if not as the recipe says
 */
@RecordBuilder
public record DataSource(
    Source source,
    List<Integer> resolutions,
    Extent extent,
    boolean reference,
    double captionDropout,
    String defaultCaption,
    double reverse,
    boolean flipX,
    int repeats,
    Optional<Layout> layout)
    implements DataSourceBuilder.With {

  /** What the resolution measures. */
  public enum Extent {
    /** The whole composite, as in the reference: cells have half of it. */
    COMPOSITE,
    /** One picture of the analogy. */
    CELL
  }

  /** Where pictures come from. */
  public sealed interface Source {

    /** What messages call it. */
    String name();

    /**
     * The reference's prepared folders: strips [a|a'|b] and targets b' of the same names.
     *
     * @param target folder of b'
     * @param control folder of strips
     * @param captionExtension of the side-car texts, without dot
     * @param relationCaptions whether captions come from analogy_metadata.json beside the folder
     */
    record Strips(Path target, Path control, String captionExtension, boolean relationCaptions)
        implements Source {

      @Override
      public String name() {
        return target.toString();
      }
    }

    /**
     * JSON lines of analogies or of pairs (docs/data.md), or a folder that holds such a {@code
     * manifest.jsonl} or plain pairs of pictures.
     *
     * @param path file or folder
     * @param split only entries of this split, if given
     */
    record Manifest(Path path, Optional<String> split) implements Source {

      @Override
      public String name() {
        return path.toString();
      }
    }
  }

  public DataSource {
    resolutions = List.copyOf(resolutions);
    if (resolutions.isEmpty() || resolutions.stream().anyMatch(r -> r < 16 || r > 8192)) {
      throw InputException.of("resolution %s must be one or more numbers of 16..8192", resolutions);
    }
    share("caption_dropout_rate", captionDropout);
    share("reverse", reverse);
    if (repeats < 1) {
      throw InputException.of("num_repeats is %d but must be at least 1", repeats);
    }
  }

  private static void share(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw InputException.of("%s is %s but must lie in 0..1", key, value);
    }
  }
}
