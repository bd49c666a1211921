package io.lorweb.studio.jobs;

/**
 * Where a job stands at one moment.
 *
 * @param job as it was then
 * @param position in the queue, 1 is next; 0 when it does not wait
 * @param phase of the work, such as {@code explain}, {@code fit} or {@code sample}; empty before it
 *     begins
 * @param step steps of the phase that are done
 * @param steps steps of the phase
 * @param event number of this change, rising
 * @param preview whether there is an intermediate picture
 */
public record Status(
    Job job, int position, String phase, long step, long steps, long event, boolean preview) {

  /** Of a job that is not live any more. */
  static Status of(Job job) {
    return new Status(job, 0, "", 0, 0, 1, false);
  }
}
