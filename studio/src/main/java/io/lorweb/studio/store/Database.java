package io.lorweb.studio.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A database with its schema brought up to date: SQLite in a folder, or PostgreSQL by its address.
 * Statements must be of the language that both understand.
 *
 * <p>Every change is on the disk when {@link #change} returns, and undone as a whole when it
 * throws. SQLite has one writer: changes wait for each other here rather than fail there.
 */
public final class Database implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  private static final long PATIENCE_MS = 10_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Optional<OneWriter> writer;

  private Database(HikariDataSource pool, boolean oneWriter) {
    this.pool = pool;
    jdbi = Jdbi.create(pool);
    writer = oneWriter ? Optional.of(new OneWriter(jdbi)) : Optional.empty();
  }

  /**
   * Opens or makes a database.
   *
   * @param folder of SQLite's file, made if it is not there
   * @param url of PostgreSQL; absent: SQLite
   * @param name of the schema: of SQLite's file and of the table that counts migrations
   * @param migrations folder of the class path with Flyway's {@code V1__text.sql} and so on
   * @throws InputException when the database cannot be reached, opened or brought up to date
   */
  public static Database open(Path folder, Optional<String> url, String name, String migrations) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(url, "url");
    HikariDataSource pool = pool(url.isPresent() ? postgres(url.get()) : sqlite(folder, name));
    try {
      migrate(pool, name, migrations);
      return new Database(pool, url.isEmpty());
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig sqlite(Path folder, String name) {
    Path file = folder.resolve(name + ".db");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException("cannot make folder " + folder + ": " + e.getMessage(), e);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("foreign_keys", "true");
    config.addDataSourceProperty("busy_timeout", Long.toString(PATIENCE_MS));
    return config;
  }

  private static HikariConfig postgres(String url) {
    DatabaseUrl address = DatabaseUrl.parse(url);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.jdbc());
    address.user().ifPresent(config::setUsername);
    address.password().ifPresent(config::setPassword);
    return config;
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MS);
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw new InputException("the database cannot be opened: " + e.getCause().getMessage(), e);
    }
  }

  private static void migrate(HikariDataSource pool, String name, String migrations) {
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:" + migrations)
          .table(name + "_schema")
          // One PostgreSQL database may hold the schemas of several programs.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new InputException(
          "the database's schema cannot be brought up to date: "
              + e.getMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  /** Reads. */
  public <T> T read(Function<Handle, T> reading) {
    return jdbi.withHandle(reading::apply);
  }

  /** Reads and writes in one transaction, which an exception undoes. */
  public <T> T change(Function<Handle, T> changing) {
    return writer.isPresent() ? writer.get().change(changing) : jdbi.inTransaction(changing::apply);
  }

  /** As {@link #change}, with nothing to return. */
  public void write(Consumer<Handle> writing) {
    change(
        handle -> {
          writing.accept(handle);
          return null;
        });
  }

  @Override
  public void close() {
    pool.close();
  }
}
