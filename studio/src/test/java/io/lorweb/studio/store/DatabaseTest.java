package io.lorweb.studio.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both kinds of database hold the same things by the same statements. */
class DatabaseTest {

  private static final String MIGRATIONS = "io/lorweb/studio/migrations";

  @TempDir Path folder;

  @Test
  void picturesAreKeptOnceAndSeenByTheirOwnersOnly() {
    try (Database database = Database.open(folder, Optional.empty(), "studio", MIGRATIONS)) {
      keepsPictures(database);
    }
    assertThat(folder.resolve("studio.db")).exists();
  }

  @Test
  void postgresqlDoesTheSame() {
    assumeTrue(PostgresCluster.installed(), "PostgreSQL is not installed");
    try (PostgresCluster cluster = PostgresCluster.start();
        Database database =
            Database.open(folder, Optional.of(cluster.url()), "studio", MIGRATIONS)) {
      keepsPictures(database);
      manyWrite(database);
      assertThat(folder.resolve("studio.db")).doesNotExist();
    }
  }

  @Test
  void manyWritersWaitForEachOther() {
    try (Database database = Database.open(folder, Optional.empty(), "studio", MIGRATIONS)) {
      manyWrite(database);
    }
  }

  @Test
  void whatWasWrittenIsThereAfterwards() {
    Picture picture = Picture.filled(3, 2, 0x123456);
    String id;
    try (Database database = Database.open(folder, Optional.empty(), "studio", MIGRATIONS)) {
      id = new PictureStore(database, made("pictures")).put("one", picture).id();
    }
    try (Database database = Database.open(folder, Optional.empty(), "studio", MIGRATIONS)) {
      PictureStore store = new PictureStore(database, made("pictures"));
      assertThat(store.find("one", id).map(store::picture)).contains(picture);
    }
  }

  @Test
  void anAddressIsReadWithoutShowingItsPassword() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://me:secret-word@db.example:5433/things?ssl=1");
    assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/things?ssl=1");
    assertThat(url.password()).contains("secret-word");
    assertThat(url.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> DatabaseUrl.parse("mysql://me:secret-word@db/things"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("postgresql://")
        .hasMessageNotContaining("secret-word");
  }

  @Test
  void aFolderIsHeldByOneServer() {
    try (DataFolder held = DataFolder.hold(folder.resolve("data"))) {
      assertThat(held.path()).isDirectory();
      assertThatThrownBy(() -> DataFolder.hold(folder.resolve("data")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in use by another server");
    }
    DataFolder.hold(folder.resolve("data")).close();
  }

  private void keepsPictures(Database database) {
    PictureStore store = new PictureStore(database, made("pictures"));
    Picture picture = Picture.filled(3, 2, 0xabcdef);
    StoredPicture stored = store.put("one", picture);
    assertThat(store.put("one", picture)).isEqualTo(stored);
    assertThat(store.find("one", stored.id())).contains(stored);
    assertThat(store.findPixels("one", picture.sha256())).contains(stored);
    assertThat(store.find("other", stored.id())).isEmpty();
    assertThat(store.find("one", "../studio")).isEmpty();
    assertThat(store.picture(stored)).isEqualTo(picture);
    assertThat(stored.id()).hasSize(64);
    assertThat(store.forget("select id from picture")).isEqualTo(1);
    assertThat(store.find("one", stored.id())).isEmpty();
    assertThat(made("pictures").resolve(stored.id().substring(0, 2))).isEmptyDirectory();
  }

  @Test
  void aChangeThatFailsIsUndoneAloneAlsoAmongOthers() {
    try (Database database = Database.open(folder, Optional.empty(), "studio", MIGRATIONS)) {
      CountDownLatch together = new CountDownLatch(8);
      List<Integer> failures =
          Parallel.map(
              IntStream.range(0, 8).boxed().toList(),
              8,
              writer -> {
                together.countDown();
                int failed = 0;
                for (int i = 0; i < 20; i++) {
                  failed += fails(database, writer + "-" + i, i % 4 == 3) ? 1 : 0;
                }
                return failed;
              },
              Progress.NONE);
      assertThat(failures).containsOnly(5);
      List<String> kept =
          database.read(
              handle -> handle.createQuery("select id from picture").mapTo(String.class).list());
      assertThat(kept).hasSize(120).noneMatch(id -> id.endsWith("-3") || id.endsWith("-19"));
      // Whoever broke the rules of the table is told, and nobody else.
      assertThatThrownBy(() -> insert(database, "0-0", false))
          .isInstanceOf(UnableToExecuteStatementException.class);
      insert(database, "afterwards", false);
    }
  }

  private static boolean fails(Database database, String id, boolean thrown) {
    try {
      insert(database, id, thrown);
      return false;
    } catch (InputException e) {
      assertThat(e).hasMessage(id);
      return true;
    }
  }

  private static void insert(Database database, String id, boolean thrown) {
    database.write(
        handle -> {
          handle.execute(
              "insert into picture (id, width, height, pixels, created) values (?, 1, 1, '', 0)",
              id);
          if (thrown) {
            throw new InputException(id);
          }
        });
  }

  private static void manyWrite(Database database) {
    CountDownLatch together = new CountDownLatch(8);
    Parallel.map(
        IntStream.range(0, 8).boxed().toList(),
        8,
        writer -> {
          together.countDown();
          for (int i = 0; i < 20; i++) {
            String id = writer + "-" + i;
            insert(database, id, false);
          }
          return writer;
        },
        Progress.NONE);
    assertThat(
            database.<Integer>read(
                handle ->
                    handle.createQuery("select count(*) from picture").mapTo(Integer.class).one()))
        .isEqualTo(160);
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
