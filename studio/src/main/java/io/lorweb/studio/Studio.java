package io.lorweb.studio;

import io.lorweb.studio.api.Api;
import io.lorweb.studio.jobs.JobQueue;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.jobs.Presets;
import io.lorweb.studio.jobs.Worker;
import io.lorweb.studio.page.StudioPage;
import io.lorweb.studio.store.DataFolder;
import io.lorweb.studio.store.Database;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.web.WebOptions;
import io.lorweb.studio.web.WebServer;
import io.lorweb.work.Closing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A running studio.
 *
 * <pre>{@code
 * try (Studio studio = Studio.start(options)) {
 *   System.out.println(studio.address());
 *   ...
 * }
 * }</pre>
 */
public final class Studio implements AutoCloseable {

  private static final long DAY_MS = 24L * 3600 * 1000;

  /** Pictures that no job and no preset names, a day after they came. */
  private static final String UNUSED =
      "select id from picture where created < %d"
          + " and not exists (select 1 from job where job.result = picture.id"
          + " or settled = picture.id or complete = picture.id"
          + " or request like '%%' || picture.id || '%%')"
          + " and not exists (select 1 from preset where a = picture.id or a2 = picture.id"
          + " or b = picture.id)"
          + " and not exists (select 1 from preset_pair where a = picture.id or a2 = picture.id)";

  private final Closing parts = new Closing();
  private final Models models;
  private final WebServer server;
  private final String address;

  private Studio(StudioOptions options) {
    try {
      models = parts.later(new Models(options.load()));
      DataFolder folder = parts.later(DataFolder.hold(options.data()));
      // Opening the database takes as long as the server does: beside each other.
      CompletableFuture<Database> opening =
          CompletableFuture.supplyAsync(
              () ->
                  Database.open(
                      folder.path(), options.database(), "studio", "io/lorweb/studio/migrations"));
      parts.later(() -> close(opening));
      server =
          new WebServer(
              new WebOptions(
                  options.host(),
                  options.port(),
                  options.names(),
                  options.tokens(),
                  options.limits(),
                  folder.inside("uploads")),
              List.of());
      new StudioPage(server).add();
      Database database = opened(opening);
      PictureStore pictures = new PictureStore(database, folder.inside("pictures"));
      JobQueue queue = new JobQueue(database, options.room());
      queue.removeHidden(System.currentTimeMillis() - DAY_MS);
      pictures.forget(String.format(Locale.ROOT, UNUSED, System.currentTimeMillis() - DAY_MS));
      Presets presets = new Presets(database);
      server.metrics().gauge("lorweb.jobs.waiting", "Jobs in the queue", queue::waiting);
      server
          .metrics()
          .gauge("lorweb.jobs.running", "Jobs that are made", () -> queue.busy() ? 1 : 0);
      parts.later(
          new Worker(
              queue,
              models,
              pictures,
              options.mostSeconds(),
              (state, seconds) -> {
                server.metrics().count("lorweb.jobs.ended", "state", state.label());
                server.metrics().took("lorweb.jobs.seconds", seconds);
              }));
      new Api(server, queue, pictures, presets, models).add();
      address = parts.later(server).start();
      // After the page: loading would take the processor from it.
      models.begin();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Database opened(CompletableFuture<Database> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw e;
    }
  }

  /** Of one that could not be opened nothing is to be closed. */
  private static void close(CompletableFuture<Database> opening) {
    opening
        .handle(
            (database, failure) -> {
              if (database != null) {
                database.close();
              }
              return null;
            })
        .join();
  }

  /**
   * Opens a studio; its model is loaded meanwhile.
   *
   * @throws io.lorweb.error.InputException when folder, database or port cannot be used
   */
  public static Studio start(StudioOptions options) {
    return new Studio(options);
  }

  /** Where it listens, such as {@code http://127.0.0.1:7860/}. */
  public String address() {
    return address;
  }

  /** All addresses with their methods. */
  List<String> routes() {
    return server.routes();
  }

  /** Why its model will never be there. */
  public Optional<Throwable> failure() {
    return models.failure();
  }

  /** Stops listening, ends the running job after its step, and frees everything. */
  @Override
  public void close() {
    parts.close();
  }
}
