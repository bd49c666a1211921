package io.lorweb.study.votes;

import io.lorweb.studio.store.Database;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** People and their votes in a database: what {@link #vote} has returned for is on the disk. */
public final class Ballots {

  private static final int LINK_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;

  public Ballots(Database database) {
    this.database = database;
  }

  /**
   * Lets someone begin.
   *
   * @param most who may take part
   * @return empty when that many have begun
   */
  public Optional<Person> begin(int most) {
    byte[] link = new byte[LINK_BYTES];
    RANDOM.nextBytes(link);
    String text = HexFormat.of().formatHex(link);
    long now = System.currentTimeMillis();
    while (true) {
      int number = database.read(handle -> count(handle));
      if (number >= most) {
        return Optional.empty();
      }
      int begun =
          database.change(
              handle ->
                  handle.execute(
                      "insert into person (link, number, began, resumed) values (?, ?, ?, 0)"
                          + " on conflict do nothing",
                      text,
                      number,
                      now));
      // Else somebody else has begun meanwhile, and has the number.
      if (begun == 1) {
        return Optional.of(new Person(text, number, now, OptionalLong.empty(), 0));
      }
    }
  }

  private static int count(Handle handle) {
    return handle.createQuery("select count(*) from person").mapTo(Integer.class).one();
  }

  /** The person of that link. */
  public Optional<Person> person(String link) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from person where link = :link")
                .bind("link", link)
                .map(Ballots::person)
                .findFirst());
  }

  /** All who have begun, in their order. */
  public List<Person> people() {
    return database.read(
        handle ->
            handle.createQuery("select * from person order by number").map(Ballots::person).list());
  }

  /** Notes that someone has come back. */
  public void resumed(String link) {
    database.write(
        handle -> handle.execute("update person set resumed = resumed + 1 where link = ?", link));
  }

  /** Notes that someone has answered everything. */
  public void finished(String link) {
    database.write(
        handle ->
            handle.execute(
                "update person set finished = ? where link = ? and finished is null",
                System.currentTimeMillis(),
                link));
  }

  /**
   * Stores a vote; a later one on the same trial replaces it.
   *
   * @return false when this very submission had been stored before
   */
  public boolean vote(Vote vote) {
    return database.change(
        handle -> {
          int fresh =
              handle.execute(
                  "insert into submission (request, link, trial, chosen, received)"
                      + " values (?, ?, ?, ?, ?) on conflict do nothing",
                  vote.request(),
                  vote.link(),
                  vote.trial(),
                  vote.chosen().orElse(null),
                  vote.received());
          if (fresh == 1) {
            store(handle, vote);
          }
          return fresh == 1;
        });
  }

  /**
   * An answer that was stored once, also where a later one has replaced it.
   *
   * @param link of the person
   * @param trial that was answered
   */
  public record Submission(String link, int trial) {}

  /** What was stored under that key of a submission. */
  public Optional<Submission> submission(String request) {
    return database.read(
        handle ->
            handle
                .select("select link, trial from submission where request = ?", request)
                .map((row, context) -> new Submission(row.getString(1), row.getInt(2)))
                .findFirst());
  }

  private static void store(Handle handle, Vote vote) {
    handle
        .createUpdate(
            "insert into vote (link, trial, item, left_picture, right_picture, chosen, reaction,"
                + " painted, resumed, request, received) values (:link, :trial, :item, :left,"
                + " :right, :chosen, :reaction, :painted, :resumed, :request, :received)"
                + " on conflict (link, trial) do update set chosen = :chosen,"
                + " reaction = :reaction, painted = :painted, resumed = :resumed,"
                + " request = :request, received = :received")
        .bind("link", vote.link())
        .bind("trial", vote.trial())
        .bind("item", vote.item())
        .bind("left", vote.left())
        .bind("right", vote.right())
        .bind("chosen", vote.chosen().orElse(null))
        .bind("reaction", vote.reaction())
        .bind("painted", vote.painted() ? 1 : 0)
        .bind("resumed", vote.resumed() ? 1 : 0)
        .bind("request", vote.request())
        .bind("received", vote.received())
        .execute();
  }

  /** Someone's votes in the order of the trials. */
  public List<Vote> votes(String link) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from vote where link = :link order by trial")
                .bind("link", link)
                .map(Ballots::vote)
                .list());
  }

  /** Everybody's votes. */
  public List<Vote> votes() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select vote.* from vote join person on vote.link = person.link"
                        + " order by number, trial")
                .map(Ballots::vote)
                .list());
  }

  private static Person person(ResultSet row, StatementContext context) throws SQLException {
    long time = row.getLong("finished");
    OptionalLong finished = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(time);
    return new Person(
        row.getString("link"),
        row.getInt("number"),
        row.getLong("began"),
        finished,
        row.getInt("resumed"));
  }

  private static Vote vote(ResultSet row, StatementContext context) throws SQLException {
    return new Vote(
        row.getString("link"),
        row.getInt("trial"),
        row.getString("item"),
        row.getString("left_picture"),
        row.getString("right_picture"),
        Optional.ofNullable(row.getString("chosen")),
        row.getInt("reaction"),
        row.getInt("painted") != 0,
        row.getInt("resumed") != 0,
        row.getString("request"),
        row.getLong("received"));
  }
}
