package io.lorweb.studio.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses what no page of this server sends: names of the server that are not its own (DNS
 * rebinding), changes that another site asks for, and whoever shows no token where one is needed.
 */
final class Guard {

  static final String OWNER = "owner";

  private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Set<String> names = new HashSet<>(WebOptions.OWN_NAMES);
  private final People people;
  private final List<String> open;

  /**
   * @param open beginnings of paths that need no token
   */
  Guard(WebOptions options, People people, List<String> open) {
    names.add(bracketed(options.host()));
    options.names().forEach(name -> names.add(bracketed(name)));
    this.people = people;
    this.open = List.copyOf(open);
  }

  /** As it stands in an address: IPv6 in brackets. */
  static String bracketed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
  }

  void check(Context request) {
    requireOwnName(request);
    if (!HARMLESS.contains(request.method())) {
      requireOwnSite(request);
    } else if (request.path().startsWith("/api/")
        && "cross-site".equals(request.header("Sec-Fetch-Site"))) {
      throw foreign();
    }
    String path = request.path();
    people
        .of(request)
        .ifPresentOrElse(
            owner -> request.attribute(OWNER, owner),
            () -> {
              if (open.stream().noneMatch(path::startsWith)) {
                throw Refusal.of(
                    401,
                    "this server needs a token: send it as 'Authorization: Bearer TOKEN', or enter"
                        + " it at /login");
              }
            });
  }

  private void requireOwnName(Context request) {
    String header = request.header("Host");
    if (header == null
        || !names.contains(name(header))
        || !names.contains(bracketed(request.req().getServerName()))) {
      throw Refusal.of(
          421,
          "this server is not known by the name in the request's Host header: open it by its own"
              + " address, or allow the name with setting 'name'");
    }
  }

  /** Without the port. */
  private static String name(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
  }

  /** Programs send neither header; browsers always send one of them with a change. */
  private void requireOwnSite(Context request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !OWN_SITE.contains(site)) {
      throw foreign();
    }
    String origin = request.header("Origin");
    if (origin != null && !authority(origin).equalsIgnoreCase(request.header("Host"))) {
      throw foreign();
    }
  }

  /** Empty for {@code null}, which is as foreign as any other site. */
  private static String authority(String origin) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static Refusal foreign() {
    return Refusal.of(
        403, "another site may not ask this server for anything: use the server's own page");
  }
}
