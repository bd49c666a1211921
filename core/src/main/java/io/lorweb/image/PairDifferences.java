package io.lorweb.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What two files that show one picture before and after an edit should share and do not: what
 * differs counts as part of the edit.
 */
public final class PairDifferences {

  /** Of aspect ratios: more is another cut, not rounding. */
  private static final double TOLERANCE = 0.02;

  private PairDifferences() {}

  /**
   * One sentence for each difference.
   *
   * @param profiles how the files are read: what was converted does not differ any more
   */
  public static List<String> of(Path before, Path after, ColourProfiles profiles) {
    List<String> differences = new ArrayList<>();
    Size one = PictureSize.of(before);
    Size other = PictureSize.of(after);
    double ratio = (double) one.width() * other.height() / ((double) one.height() * other.width());
    if (Math.max(ratio, 1 / ratio) > 1 + TOLERANCE) {
      boolean turned = one.width() == other.height() && one.height() == other.width();
      differences.add(
          String.format(
              Locale.ROOT,
              "%s is %s and %s is %s: they do not lie on each other%s",
              before,
              one,
              after,
              other,
              turned ? "; one of them is perhaps turned by its orientation tag alone" : ""));
    }
    profiles(before, after, profiles).ifPresent(differences::add);
    return differences;
  }

  /** A sentence if their colour profiles differ and are ignored. */
  public static Optional<String> profiles(Path before, Path after, ColourProfiles profiles) {
    if (profiles == ColourProfiles.CONVERTED) {
      return Optional.empty();
    }
    String profile = profile(before);
    String another = profile(after);
    return profile.equals(another)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s has the colour profile %s and %s %s: profiles are not applied, so their"
                    + " difference counts as part of the edit; save both as sRGB",
                before,
                profile,
                after,
                another));
  }

  /** What the stored colours of a file are called; without a profile they are taken for sRGB. */
  private static String profile(Path file) {
    return PictureReader.colours(
            PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES), file.toString())
        .label();
  }
}
