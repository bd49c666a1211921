package io.lorweb.tiny.drawings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pinned npm package with drawings.
 *
 * @param key our word for it, such as "noto"
 * @param name its name in the registry
 * @param version the only version that will do
 * @param licence SPDX identifier of its drawings
 * @param sha256 of the .tgz, in hexadecimal
 */
public record NpmPackage(String key, String name, String version, String licence, String sha256) {

  /** All packages of the pool, in the order of the list (packages.json). */
  public static List<NpmPackage> all() {
    try (InputStream list = NpmPackage.class.getResourceAsStream("packages.json")) {
      JsonNode root = new ObjectMapper().readTree(list);
      List<NpmPackage> packages = new ArrayList<>();
      root.properties()
          .forEach(
              entry -> {
                JsonNode value = entry.getValue();
                packages.add(
                    new NpmPackage(
                        entry.getKey(),
                        value.required("package").asText(),
                        value.required("version").asText(),
                        value.required("licence").asText(),
                        value.required("sha256").asText()));
              });
      return List.copyOf(packages);
    } catch (IOException e) {
      throw new UncheckedIOException("packages.json cannot be read", e);
    }
  }

  /** What {@code npm pack} calls the file. */
  public String file() {
    return name.replace("@", "").replace('/', '-') + "-" + version + ".tgz";
  }

  /** What npm is asked for. */
  public String spec() {
    return name + "@" + version;
  }
}
