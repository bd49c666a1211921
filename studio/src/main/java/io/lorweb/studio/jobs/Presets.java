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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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
              preset.a().get(0),
              preset.a2().get(0),
              preset.b(),
              JsonRecords.tree(preset.settings()).toString(),
              System.currentTimeMillis());
          for (int i = 1; i < preset.a().size(); i++) {
            handle.execute(
                "insert into preset_pair (preset, place, a, a2) values (?, ?, ?, ?)",
                preset.id(),
                i,
                preset.a().get(i),
                preset.a2().get(i));
          }
          return preset;
        });
  }

  /** All of one owner, by name. */
  public List<Preset> list(String owner) {
    return database.read(
        handle ->
            handle
                .select("select * from preset where owner = ? order by name", owner)
                .map((row, context) -> preset(handle, row))
                .list());
  }

  /** The owner's preset of that id. */
  public Optional<Preset> find(String owner, String id) {
    return database.read(
        handle ->
            handle
                .select("select * from preset where owner = ? and id = ?", owner, id)
                .map((row, context) -> preset(handle, row))
                .findFirst());
  }

  /** Removes a preset; whether there was one. */
  public boolean delete(String owner, String id) {
    return database.change(
            handle -> {
              handle.execute(
                  "delete from preset_pair where preset in"
                      + " (select id from preset where owner = ? and id = ?)",
                  owner,
                  id);
              return handle.execute("delete from preset where owner = ? and id = ?", owner, id);
            })
        > 0;
  }

  private static Preset preset(Handle handle, ResultSet row) throws SQLException {
    List<String> a = new ArrayList<>(List.of(row.getString("a")));
    List<String> a2 = new ArrayList<>(List.of(row.getString("a2")));
    handle
        .select(
            "select a, a2 from preset_pair where preset = ? order by place", row.getString("id"))
        .map((pair, context) -> List.of(pair.getString("a"), pair.getString("a2")))
        .forEach(
            pair -> {
              a.add(pair.get(0));
              a2.add(pair.get(1));
            });
    return new Preset(
        row.getString("id"),
        row.getString("name"),
        a,
        a2,
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
