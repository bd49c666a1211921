package io.lorweb.studio.jobs;

import io.lorweb.Settings;
import io.lorweb.record.RunReport;
import java.util.List;
import java.util.Optional;

/**
 * What is to be made.
 *
 * @param parts the analogies that are mixed; one with weight 1 is that analogy, none an edit by
 *     instruction
 * @param b id of the picture to edit
 * @param mask id of the picture that is white where b may change
 * @param settings as they were asked for
 * @param matchB whether b' is resized to b's size
 * @param mixture coefficients instead of those that the parts are routed to
 */
public record JobRequest(
    List<Part> parts,
    String b,
    Optional<String> mask,
    Settings settings,
    boolean matchB,
    Optional<RunReport.Routed> mixture) {

  /**
   * An analogy with its weight.
   *
   * @param a id of the picture before
   * @param a2 id of the picture after
   * @param weight factor on its mixing coefficients
   */
  public record Part(String a, String a2, double weight) {}

  public JobRequest {
    parts = List.copyOf(parts);
  }
}
