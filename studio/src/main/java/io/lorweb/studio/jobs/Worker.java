package io.lorweb.studio.jobs;

import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.record.RunReport;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one job after the other in a thread of its own. */
public final class Worker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final JobQueue queue;
  private final Models models;
  private final PictureStore pictures;
  private final int mostSeconds;
  private final BiConsumer<JobState, Double> ended;
  private final Thread thread;

  /**
   * A worker that begins at once.
   *
   * @param mostSeconds that one job may take
   * @param ended hears how each job ended and the seconds that it took
   */
  public Worker(
      JobQueue queue,
      Models models,
      PictureStore pictures,
      int mostSeconds,
      BiConsumer<JobState, Double> ended) {
    this.queue = queue;
    this.models = models;
    this.pictures = pictures;
    this.mostSeconds = mostSeconds;
    this.ended = ended;
    thread = new Thread(this::work, "lorweb-jobs");
    thread.start();
  }

  private void work() {
    try {
      for (Optional<Feed> next = queue.take(); next.isPresent(); next = queue.take()) {
        Feed feed = next.get();
        long began = System.nanoTime();
        Job job = make(feed);
        queue.end(feed, job);
        ended.accept(job.state(), (System.nanoTime() - began) / 1e9);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Job make(Feed feed) {
    Job job = feed.job();
    long began = System.nanoTime();
    try {
      LoRWeB lorweb = models.await();
      JobRun run = new JobRun(lorweb, pictures, job.owner(), job.request());
      Result result = run.result(new Steps(feed, began));
      return kept(feed, result, (System.nanoTime() - began) / 1e9);
    } catch (InputException e) {
      return failed(job, e.getMessage());
    } catch (CancellationException e) {
      if (feed.cancelled()) {
        return job.ended(JobState.CANCELLED, Optional.empty(), Optional.empty());
      }
      return queue.closing()
          ? job.ended(
              JobState.INTERRUPTED,
              Optional.of("the server was closed while this was being made"),
              Optional.empty())
          : failed(
              job,
              "this took longer than the limit of "
                  + mostSeconds
                  + " seconds: take fewer steps or a smaller picture");
    } catch (OutOfMemoryError e) {
      return failed(job, "there was not enough memory: take a smaller size");
    } catch (RuntimeException | Error e) {
      LOG.error("a defect in job {}", job.id(), e);
      return failed(job, "this is a defect of the program; its log says more");
    }
  }

  private static Job failed(Job job, String reason) {
    return job.ended(JobState.FAILED, Optional.of(reason), Optional.empty());
  }

  private Job kept(Feed feed, Result result, double seconds) {
    Job job = feed.job();
    RunRecord record = RunRecord.of(result).matchingB(job.request().matchB());
    Picture picture = record.picture(result);
    if (job.preview()) {
      feed.picture(PngWriter.toBytes(picture));
      return job.ended(JobState.DONE, Optional.empty(), Optional.empty());
    }
    String owner = job.owner();
    RunReport report = RunReport.routed(Path.of(job.id() + ".png"), picture, result, seconds);
    Job.Outcome outcome =
        new Job.Outcome(
            pictures.put(owner, picture).id(),
            pictures.put(owner, picture, record.toPng(result, Detail.HASHES)).id(),
            pictures.put(owner, picture, record.toPng(result, Detail.EMBED)).id(),
            report.json());
    return job.ended(JobState.DONE, Optional.empty(), Optional.of(outcome));
  }

  /** Tells those who watch, and ends the work on demand. */
  private final class Steps implements Progress {

    private final Feed feed;
    private final long began;

    Steps(Feed feed, long began) {
      this.feed = feed;
      this.began = began;
    }

    @Override
    public void after(Step step) {
      // A pass of the VAE is worth it only where somebody looks.
      Optional<byte[]> seen =
          feed.watched()
              ? step.preview().map(look -> PngWriter.toBytes(look.get()))
              : Optional.empty();
      feed.step(step.phase(), step.done(), step.of(), seen);
    }

    @Override
    public boolean cancelled() {
      return feed.cancelled()
          || queue.closing()
          || System.nanoTime() - began > mostSeconds * 1_000_000_000L;
    }
  }

  /** Ends the running job after its step and waits for that. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
