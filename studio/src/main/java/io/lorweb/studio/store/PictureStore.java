package io.lorweb.studio.store;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.Hash;
import io.lorweb.image.Appearance;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Pictures as PNG files that are named by their content, with a row for each and a row for everyone
 * who may see it. What a request names is looked up in the table; only the table's ids become names
 * of files.
 *
 * <p>Needs the tables {@code picture} and {@code possession}, which a schema's first migration
 * makes.
 */
public final class PictureStore {

  private final Database database;
  private final Path folder;

  /**
   * Pictures of one folder.
   *
   * @param folder only this store writes into it
   */
  public PictureStore(Database database, Path folder) {
    this.database = database;
    this.folder = folder;
    AtomicFile.deleteLeftOvers(folder);
  }

  /** Keeps a picture for {@code owner}; one that is there already is kept once. */
  public StoredPicture put(String owner, Picture picture) {
    return put(owner, picture, PngWriter.toBytes(picture));
  }

  /** Keeps an upload. */
  public StoredPicture put(String owner, Upload upload) {
    return put(owner, upload, PngWriter.toBytes(upload.picture()));
  }

  /**
   * Keeps a PNG file, which may carry texts.
   *
   * @param picture what {@code png} shows
   */
  public StoredPicture put(String owner, Picture picture, byte[] png) {
    return put(owner, Upload.of(picture), png);
  }

  private StoredPicture put(String owner, Upload upload, byte[] png) {
    MessageDigest digest = Hash.sha256();
    digest.update(png);
    StoredPicture stored =
        new StoredPicture(
            Hash.hex(digest),
            upload.picture().width(),
            upload.picture().height(),
            upload.looks(),
            upload.converted());
    Path file = file(stored.id());
    if (!Files.exists(file)) {
      AtomicFile.write(file, ByteBuffer.wrap(png));
    }
    database.write(handle -> insert(handle, owner, stored));
    return stored;
  }

  private static void insert(Handle handle, String owner, StoredPicture stored) {
    handle
        .createUpdate(
            "insert into picture (id, width, height, pixels, stored, converted, created)"
                + " values (:id, :width, :height, :pixels, :stored, :converted, :now)"
                + " on conflict (id) do update set stored = :stored, converted = :converted")
        .bind("id", stored.id())
        .bind("width", stored.width())
        .bind("height", stored.height())
        .bind("pixels", stored.looks().seen())
        .bind("stored", stored.looks().stored())
        .bind("converted", stored.converted().orElse(null))
        .bind("now", System.currentTimeMillis())
        .execute();
    handle.execute(
        "insert into possession (owner, picture) values (?, ?) on conflict do nothing",
        owner,
        stored.id());
  }

  /** The picture of that id, if there is one and {@code owner} may see it. */
  public Optional<StoredPicture> find(String owner, String id) {
    return find(owner, "id", id);
  }

  /** A picture of these pixels, if there is one and {@code owner} may see it. */
  public Optional<StoredPicture> findPixels(String owner, String pixels) {
    return find(owner, "pixels", pixels);
  }

  private Optional<StoredPicture> find(String owner, String column, String value) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id, width, height, pixels, coalesce(stored, pixels) as stored,"
                        + " converted from picture"
                        + " join possession on picture = id where owner = :owner and "
                        + column
                        + " = :value order by created limit 1")
                .bind("owner", owner)
                .bind("value", value)
                .map(
                    (row, context) ->
                        new StoredPicture(
                            row.getString("id"),
                            row.getInt("width"),
                            row.getInt("height"),
                            new Appearance(row.getString("pixels"), row.getString("stored")),
                            Optional.ofNullable(row.getString("converted"))))
                .findFirst());
  }

  /** The PNG file's bytes. */
  public byte[] bytes(StoredPicture stored) {
    try {
      return Files.readAllBytes(file(stored.id()));
    } catch (IOException e) {
      throw new InputException(
          "a stored picture is gone from the data folder: " + stored.id() + ".png", e);
    }
  }

  /** Its pixels. */
  public Picture picture(StoredPicture stored) {
    return PictureReader.read(file(stored.id()));
  }

  /** Two letters of the id are a folder: file systems dislike a million files in one. */
  private Path file(String id) {
    return folder.resolve(id.substring(0, 2)).resolve(id + ".png");
  }

  /**
   * Forgets pictures.
   *
   * @param unused selects their ids
   * @return how many
   */
  public int forget(String unused) {
    var ids = database.read(handle -> handle.createQuery(unused).mapTo(String.class).list());
    for (String id : ids) {
      database.write(
          handle -> {
            handle.execute("delete from possession where picture = ?", id);
            handle.execute("delete from picture where id = ?", id);
          });
      try {
        Files.deleteIfExists(file(id));
      } catch (IOException e) {
        throw new InputException("the data folder cannot be cleaned up: " + e.getMessage(), e);
      }
    }
    return ids.size();
  }
}
