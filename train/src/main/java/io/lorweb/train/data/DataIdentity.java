package io.lorweb.train.data;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run is trained on, for one that goes on later.
 *
 * @param fingerprint 32 hexadecimal digits over names, captions, sizes and order of everything, and
 *     over which pictures are converted
 * @param stored the same where no picture is converted: of runs that began before colour profiles
 *     were applied
 * @param converted pictures that become sRGB when they are read
 */
public record DataIdentity(String fingerprint, String stored, List<Path> converted) {

  public DataIdentity {
    converted = List.copyOf(converted);
  }

  /** Of data whose pictures all are as they are stored. */
  public static DataIdentity plain(String fingerprint) {
    return new DataIdentity(fingerprint, fingerprint, List.of());
  }
}
