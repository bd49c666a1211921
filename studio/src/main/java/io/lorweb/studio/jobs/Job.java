package io.lorweb.studio.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One run, as the table holds it.
 *
 * @param id that nobody guesses
 * @param number in order of submission
 * @param owner who may see it
 * @param state where it stands
 * @param request what is to be made
 * @param preview whether it is a glance: made first, never stored, ended by the next one
 * @param batch id of the batch that it belongs to
 * @param created time in milliseconds
 * @param started time in milliseconds
 * @param finished time in milliseconds
 * @param message why it failed
 * @param outcome what was made
 */
public record Job(
    String id,
    long number,
    String owner,
    JobState state,
    JobRequest request,
    boolean preview,
    Optional<String> batch,
    long created,
    OptionalLong started,
    OptionalLong finished,
    Optional<String> message,
    Optional<Outcome> outcome) {

  /**
   * What a job made.
   *
   * @param result id of b' without a recipe
   * @param settled id of b' with its settings and the hashes of what went in
   * @param complete id of b' with its settings and what went in
   * @param report {@link io.lorweb.record.RunReport} as JSON
   */
  public record Outcome(String result, String settled, String complete, ObjectNode report) {

    /** Whether instructions made it, so that there are no mixing coefficients. */
    public boolean worded() {
      return report.at("/explained/followed").asBoolean();
    }
  }

  Job running() {
    return ended(JobState.RUNNING, Optional.empty(), Optional.empty());
  }

  Job ended(JobState to, Optional<String> reason, Optional<Outcome> made) {
    long now = System.currentTimeMillis();
    return new Job(
        id,
        number,
        owner,
        to,
        request,
        preview,
        batch,
        created,
        to == JobState.RUNNING ? OptionalLong.of(now) : started,
        to.ended() ? OptionalLong.of(now) : OptionalLong.empty(),
        reason,
        made);
  }
}
