package io.lorweb.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.icc.IccDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

  private static final String SRGB = "sRGB";

  private PairDifferences() {}

  /** One sentence for each difference. */
  public static List<String> of(Path before, Path after) {
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
    profiles(before, after).ifPresent(differences::add);
    return differences;
  }

  /** A sentence if their colour profiles differ. */
  public static Optional<String> profiles(Path before, Path after) {
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

  /** Most files hold none, and the library that reads them takes a while to load. */
  private static boolean mayHoldProfile(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (PictureReader.isPng(bytes)) {
      return text.contains("iCCP");
    }
    if (PictureReader.isJpeg(bytes)) {
      return text.contains("ICC_PROFILE");
    }
    return !PictureReader.isWebp(bytes) || text.contains("ICCP");
  }

  /** What a file's ICC profile is called; without one it is taken for sRGB. */
  private static String profile(Path file) {
    return profile(PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES));
  }

  /** The same of a file that is in memory. */
  public static String profile(byte[] bytes) {
    if (!mayHoldProfile(bytes)) {
      return SRGB;
    }
    try {
      IccDirectory icc =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length)
              .getFirstDirectoryOfType(IccDirectory.class);
      String name = icc == null ? null : icc.getDescription(IccDirectory.TAG_TAG_desc);
      return icc == null || (name != null && name.contains(SRGB))
          ? SRGB
          : name == null ? "without a name" : name.strip();
    } catch (ImageProcessingException e) {
      return SRGB; // no container that holds profiles
    } catch (IOException e) {
      throw new UncheckedIOException("a file in memory cannot be read", e);
    }
  }
}
