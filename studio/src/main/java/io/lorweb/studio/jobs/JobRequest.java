package io.lorweb.studio.jobs;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
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
   * An analogy with its weight, shown by one pair of pictures or several. Stored jobs may hold one
   * id instead of a list.
   *
   * @param a ids of the pictures before
   * @param a2 ids of the pictures after, as many, in the same order
   * @param weight factor on its mixing coefficients
   */
  public record Part(
      @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> a,
      @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> a2,
      double weight) {

    public Part {
      a = List.copyOf(a);
      a2 = List.copyOf(a2);
      if (a.isEmpty() || a.size() != a2.size()) {
        throw InputException.of(
            "%d pictures before and %d after do not make pairs", a.size(), a2.size());
      }
    }
  }

  public JobRequest {
    parts = List.copyOf(parts);
  }

  /** The same without looking for words: what is mixed where these do not say it. */
  public JobRequest wordless() {
    return new JobRequest(parts, b, mask, settings.mixing(m -> m.explain(0)), matchB, mixture);
  }
}
