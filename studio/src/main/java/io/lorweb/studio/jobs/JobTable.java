package io.lorweb.studio.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.files.JsonRecords;
import io.lorweb.studio.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Jobs on disk. */
final class JobTable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLUMNS = "select * from job ";

  private final Database database;

  JobTable(Database database) {
    this.database = database;
  }

  /** Writes new jobs, all or none, and returns them with their numbers. */
  List<Job> insert(List<Job> jobs) {
    return database.change(
        handle -> {
          List<Job> numbered = new ArrayList<>();
          long number =
              handle
                  .createQuery("select coalesce(max(number), 0) from job")
                  .mapTo(Long.class)
                  .one();
          for (Job job : jobs) {
            number++;
            insert(handle, job, number);
            numbered.add(find(handle, job.id()).orElseThrow());
          }
          return numbered;
        });
  }

  private static void insert(Handle handle, Job job, long number) {
    handle
        .createUpdate(
            "insert into job (id, number, owner, state, request, preview, batch, created)"
                + " values (:id, :number, :owner, :state, :request, 0, :batch, :created)")
        .bind("id", job.id())
        .bind("number", number)
        .bind("owner", job.owner())
        .bind("state", job.state().label())
        .bind("request", JsonRecords.tree(job.request()).toString())
        .bind("batch", job.batch().orElse(null))
        .bind("created", job.created())
        .execute();
  }

  void update(Job job) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    "update job set state = :state, started = :started, finished = :finished,"
                        + " message = :message, result = :result, settled = :settled,"
                        + " complete = :complete, report = :report where id = :id")
                .bind("id", job.id())
                .bind("state", job.state().label())
                .bind("started", boxed(job.started()))
                .bind("finished", boxed(job.finished()))
                .bind("message", job.message().orElse(null))
                .bind("result", job.outcome().map(Job.Outcome::result).orElse(null))
                .bind("settled", job.outcome().map(Job.Outcome::settled).orElse(null))
                .bind("complete", job.outcome().map(Job.Outcome::complete).orElse(null))
                .bind("report", job.outcome().map(made -> made.report().toString()).orElse(null))
                .execute());
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** What ran when the server ended is interrupted. */
  void interruptRunning() {
    database.write(
        handle ->
            handle.execute(
                "update job set state = 'interrupted', finished = ?, message = ? where state ="
                    + " 'running'",
                System.currentTimeMillis(),
                "the server ended while this was being made: start it again if you like"));
  }

  List<Job> queued() {
    return list(COLUMNS + "where state = 'queued' order by number");
  }

  /** Newest first. */
  List<Job> history(String owner, long before, int most) {
    return list(
        COLUMNS + "where owner = ? and number < ? and deleted is null order by number desc limit ?",
        owner,
        before,
        most);
  }

  List<Job> batch(String owner, String batch) {
    return list(
        COLUMNS + "where owner = ? and batch = ? and deleted is null order by number",
        owner,
        batch);
  }

  Optional<Job> find(String owner, String id) {
    return list(COLUMNS + "where owner = ? and id = ? and deleted is null", owner, id).stream()
        .findFirst();
  }

  private static Optional<Job> find(Handle handle, String id) {
    return handle.select(COLUMNS + "where id = ?", id).map(JobTable::job).findFirst();
  }

  /** Hides a job, or shows it again; whether there was one to change. */
  boolean hide(String owner, String id, boolean hidden) {
    return database.change(
            handle ->
                handle.execute(
                    "update job set deleted = ? where owner = ? and id = ? and deleted is "
                        + (hidden ? "null" : "not null"),
                    hidden ? System.currentTimeMillis() : null,
                    owner,
                    id))
        > 0;
  }

  /** Removes for good what was hidden before {@code time}. */
  void removeHidden(long time) {
    database.write(handle -> handle.execute("delete from job where deleted < ?", time));
  }

  private List<Job> list(String query, Object... arguments) {
    return database.read(handle -> handle.select(query, arguments).map(JobTable::job).list());
  }

  private static Job job(ResultSet row, StatementContext context) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getLong("number"),
        row.getString("owner"),
        JobState.parse(row.getString("state")),
        JsonRecords.bind("a stored job", json(row.getString("request")), JobRequest.class),
        row.getInt("preview") != 0,
        Optional.ofNullable(row.getString("batch")),
        row.getLong("created"),
        time(row, "started"),
        time(row, "finished"),
        Optional.ofNullable(row.getString("message")),
        Optional.ofNullable(row.getString("result")).isPresent()
            ? Optional.of(
                new Job.Outcome(
                    row.getString("result"),
                    row.getString("settled"),
                    row.getString("complete"),
                    json(row.getString("report"))))
            : Optional.empty());
  }

  private static OptionalLong time(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored job is damaged", e);
    }
  }
}
