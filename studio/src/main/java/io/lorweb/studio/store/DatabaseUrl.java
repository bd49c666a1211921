package io.lorweb.studio.store;

import io.lorweb.error.InputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The address of a PostgreSQL database: {@code postgresql://user:password@host:port/name}.
 *
 * @param jdbc as the driver takes it, without user and password
 * @param user where the address names one
 * @param password where the address holds one
 */
record DatabaseUrl(String jdbc, Optional<String> user, Optional<String> password) {

  private static final String JDBC = "jdbc:";

  /**
   * Reads the address; messages never repeat it, for it may hold a password.
   *
   * @throws InputException when it is not one
   */
  static DatabaseUrl parse(String text) {
    URI uri = uri(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw unreadable();
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String[] login = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    return new DatabaseUrl(
        JDBC + "postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        login.length > 0 ? Optional.of(login[0]) : Optional.empty(),
        login.length > 1 ? Optional.of(login[1]) : Optional.empty());
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw unreadable();
    }
  }

  private static InputException unreadable() {
    return new InputException(
        "setting 'database' is no address of a PostgreSQL database: give one such as"
            + " postgresql://user:password@host:5432/name, or leave it out for SQLite in the data"
            + " folder");
  }

  /** Without the password: whoever prints this by mistake gives nothing away. */
  @Override
  public String toString() {
    return jdbc;
  }
}
