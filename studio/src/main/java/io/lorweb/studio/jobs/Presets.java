package io.lorweb.studio.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.studio.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Saved analogies on disk. */
public final class Presets {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 80;
  private static final int MOST = 500;

  private final Database database;

  /** Those that {@code database} holds. */
  public Presets(Database database) {
    this.database = database;
  }

  /**
   * Saves an analogy.
   *
   * @throws InputException for a name that is empty, too long or taken, or when there are too many
   */
  public Preset save(String owner, Preset preset) {
    if (preset.name().isBlank() || preset.name().length() > LONGEST_NAME) {
      throw InputException.of("a preset's name must have 1 to %d characters", LONGEST_NAME);
    }
    return database.change(
        handle -> {
          List<String> names =
              handle
                  .select("select name from preset where owner = ?", owner)
                  .mapTo(String.class)
                  .list();
          if (names.contains(preset.name())) {
            throw InputException.of(
                "there is a preset named '%s' already: choose another name", preset.name());
          }
          if (names.size() >= MOST) {
            throw InputException.of("there are %d presets already: delete one first", MOST);
          }
          handle.execute(
              "insert into preset (id, owner, name, a, a2, b, settings, created)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?)",
              preset.id(),
              owner,
              preset.name(),
              preset.a(),
              preset.a2(),
              preset.b(),
              JsonRecords.tree(preset.settings()).toString(),
              System.currentTimeMillis());
          return preset;
        });
  }

  /** All of one owner, by name. */
  public List<Preset> list(String owner) {
    return database.read(
        handle ->
            handle
                .select("select * from preset where owner = ? order by name", owner)
                .map(Presets::preset)
                .list());
  }

  /** The owner's preset of that id. */
  public Optional<Preset> find(String owner, String id) {
    return database.read(
        handle ->
            handle
                .select("select * from preset where owner = ? and id = ?", owner, id)
                .map(Presets::preset)
                .findFirst());
  }

  /** Removes a preset; whether there was one. */
  public boolean delete(String owner, String id) {
    return database.change(
            handle -> handle.execute("delete from preset where owner = ? and id = ?", owner, id))
        > 0;
  }

  private static Preset preset(ResultSet row, StatementContext context) throws SQLException {
    return new Preset(
        row.getString("id"),
        row.getString("name"),
        row.getString("a"),
        row.getString("a2"),
        row.getString("b"),
        settings(row.getString("settings")));
  }

  private static Settings settings(String text) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(text);
      return JsonRecords.bind("a stored preset", json, Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored preset is damaged", e);
    }
  }
}
