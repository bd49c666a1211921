package io.lorweb.studio.web;

import io.javalin.Javalin;
import io.lorweb.files.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that pages need, from the class path, at addresses that change with their content: browsers
 * keep them for good.
 */
public final class Assets {

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final String folder;

  /**
   * Reads files.
   *
   * @param anchor beside whose class the folder {@code assets} lies
   * @param names of the files; no others are served
   */
  public Assets(Class<?> anchor, List<String> names) {
    MessageDigest digest = Hash.sha256();
    for (String name : names) {
      byte[] bytes = read(anchor, name);
      digest.update(bytes);
      files.put(name, bytes);
    }
    folder = "/assets/" + Hash.shortHex(digest);
  }

  private static byte[] read(Class<?> anchor, String name) {
    try (InputStream stream = anchor.getResourceAsStream("assets/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("asset " + name + " is not on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a file. */
  public String at(String name) {
    if (!files.containsKey(name)) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return folder + "/" + name;
  }

  /** Lets a server answer for the addresses. */
  public void serve(Javalin app) {
    files.forEach(
        (name, bytes) -> {
          String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
          app.get(
              at(name),
              ctx ->
                  ctx.contentType(type)
                      .header("Cache-Control", "public, max-age=31536000, immutable")
                      .result(bytes));
        });
  }
}
