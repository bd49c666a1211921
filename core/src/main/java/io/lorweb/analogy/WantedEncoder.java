package io.lorweb.analogy;

import io.lorweb.basis.BasisAdapter;
import io.lorweb.vision.VisionConfig;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image encoder that an adapter was trained with, as far as the adapter tells.
 *
 * @param named its folder or hub id
 * @param width of one embedding
 * @param patches whether the hidden states of patches are that, and not the projected embedding
 */
public record WantedEncoder(String named, long width, boolean patches) {

  /** How the published CLIPs are called: side of a patch, and side of the square if not 224. */
  private static final Pattern PUBLISHED = Pattern.compile("clip.*patch(\\d{2})(-(\\d{3}))?$");

  private static final int USUAL_SIDE = 224;

  public WantedEncoder {
    Objects.requireNonNull(named, "named");
  }

  /** What an adapter with external queries needs. */
  public static WantedEncoder of(BasisAdapter adapter) {
    long query = adapter.bases().values().iterator().next().queryWidth();
    return new WantedEncoder(
        adapter.config().encoder(),
        query / adapter.config().query().embeddings(),
        adapter.config().query().patches());
  }

  /** Whether an encoder of these sizes can be the one: its width, and what the name says. */
  public boolean fits(VisionConfig config) {
    long own = config.width(patches);
    Matcher published = PUBLISHED.matcher(named.toLowerCase(Locale.ROOT));
    if (own != width || !published.find()) {
      return own == width;
    }
    int side = published.group(3) == null ? USUAL_SIDE : Integer.parseInt(published.group(3));
    return config.patchSize() == Integer.parseInt(published.group(1)) && config.imageSize() == side;
  }
}
