package io.lorweb.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.Settings;
import io.lorweb.studio.store.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobQueueTest {

  private static final JobRequest REQUEST =
      new JobRequest(
          List.of(), "b", Optional.empty(), Settings.defaults(), false, Optional.empty());

  @TempDir Path folder;

  @Test
  void theLastGlanceOfEachOwnerStays() throws Exception {
    try (Database database =
        Database.open(folder, Optional.empty(), "studio", "io/lorweb/studio/migrations")) {
      JobQueue queue = new JobQueue(database, 100);
      Job earlier = seen(queue, "one");
      Job last = seen(queue, "one");
      Job others = seen(queue, "other");
      for (int i = 0; i < 40; i++) {
        Job job = queue.submit("one", List.of(REQUEST), Optional.empty()).get(0);
        queue.cancel("one", job.id());
      }
      assertThat(queue.status("one", earlier.id())).isEmpty();
      assertThat(queue.status("one", last.id())).isPresent();
      assertThat(queue.status("other", others.id())).isPresent();
    }
  }

  private static Job seen(JobQueue queue, String owner) throws InterruptedException {
    Job glance = queue.glance(owner, REQUEST);
    Feed feed = queue.take().orElseThrow();
    queue.end(feed, feed.job().ended(JobState.DONE, Optional.empty(), Optional.empty()));
    return glance;
  }
}
