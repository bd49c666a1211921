package io.lorweb.studio.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.lorweb.files.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who asks: everybody is one person where there are no tokens, else who shows one. */
final class People {

  /** The one person of a server without tokens. */
  static final String LOCAL = "local";

  private static final String COOKIE = "lorweb";
  private static final String BEARER = "Bearer ";
  private static final int YEAR = 365 * 24 * 3600;

  /** By token; a person is known by a hash of it, for that name is stored. */
  private final Map<String, String> owners = new LinkedHashMap<>();

  People(Iterable<String> tokens) {
    tokens.forEach(token -> owners.put(token, Hash.of("owner", token).substring(0, 32)));
  }

  boolean everybody() {
    return owners.isEmpty();
  }

  /** Who sent the request, if it shows who. */
  Optional<String> of(Context request) {
    if (everybody()) {
      return Optional.of(LOCAL);
    }
    String header = request.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return owner(header.substring(BEARER.length()).strip());
    }
    String cookie = request.cookie(COOKIE);
    return cookie == null
        ? Optional.empty()
        : owners.entrySet().stream()
            .filter(entry -> same(pass(entry.getKey()), cookie))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  Optional<String> owner(String token) {
    return owners.entrySet().stream()
        .filter(entry -> same(entry.getKey(), token))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Lets a browser show a token from now on. */
  static void remember(Context answer, String token) {
    answer.cookie(
        new Cookie(COOKIE, pass(token), "/", YEAR, false, 0, true, null, null, SameSite.STRICT));
  }

  /** Not the token itself: what a browser keeps opens this server only. */
  private static String pass(String token) {
    return Hash.of("cookie", token);
  }

  /** In a time that does not tell how much was right. */
  private static boolean same(String known, String shown) {
    return MessageDigest.isEqual(
        known.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}
