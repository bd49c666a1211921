package io.lorweb.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.files.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes two recipes the same, as text that outlasts the classes: one line {@code key=value}
 * for every key of the short form ({@link RecipeYaml}) whose value is not the usual one, sorted.
 * Paths that exist are absolute, so that it does not matter from where a file is named.
 *
 * <p>A key that is added later gets a line in {@link #USUAL} with the value that stands for what
 * was done before there was a choice. Then every older recipe stays the same.
 */
public final class RecipeIdentity {

  /** Values that are left out. Never changed, even if a default of the short form is. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("adapter.dropout", "0.0"),
          Map.entry("adapter.equivariance", "0.0"),
          Map.entry("adapter.fresh", "false"),
          Map.entry("adapter.text", "false"),
          Map.entry("adapter.grow", "false"),
          Map.entry("adapter.heads", "1"),
          Map.entry("adapter.activation", "softmax"),
          Map.entry("adapter.mixing", "mean"),
          Map.entry("adapter.external", "true"),
          Map.entry("adapter.projection", "true"),
          Map.entry("adapter.pooling", "avg"),
          Map.entry("data.caption_dropout", "0.0"),
          Map.entry("data.caption", ""),
          Map.entry("data.flip_x", "false"),
          Map.entry("data.reference_crops", "false"),
          Map.entry("data.repeats", "1"),
          Map.entry("data.reverse", "0.0"),
          Map.entry("train.accumulation", "1"),
          Map.entry("train.balance", "0.0"),
          Map.entry("train.entropy", "0.0"),
          Map.entry("train.optimizer", "adamw"),
          Map.entry("train.schedule", "constant"),
          Map.entry("train.cycles", "1"),
          Map.entry("train.step_size", "1"),
          Map.entry("train.gamma", "0.1"),
          Map.entry("train.warmup", "0"));

  private static final Set<String> PATHS =
      Set.of(
          "model",
          "data.target",
          "data.control",
          "data.path",
          "adapter.from",
          "adapter.encoder",
          "train.encoder_folder",
          "sample.analogies.a",
          "sample.analogies.a2",
          "sample.analogies.b",
          "sample.analogies.strip");

  private RecipeIdentity() {}

  /**
   * 32 hexadecimal digits over everything that decides the numbers of a run, but not how its files
   * are called, what it keeps or shows, and where it computes.
   *
   * @param workers that each take the recipe's batch: two with a batch of 4 take the steps of one
   *     with a batch of 8
   */
  public static String run(Recipe recipe, int workers) {
    return digest(text(deciding(recipe, workers)));
  }

  /**
   * A key of the short form that two recipes disagree on.
   *
   * @param was its value in the first; absent: the usual one
   * @param is its value in the second
   */
  public record Difference(String key, Optional<String> was, Optional<String> is) {

    /** As half a sentence. */
    public String text() {
      return key + " was " + was.orElse("left out") + " and is " + is.orElse("left out");
    }
  }

  /** Why {@link #run} differs between two recipes: no difference, no other name. */
  public static List<Difference> differences(Recipe was, Recipe is, int workers) {
    Map<String, String> earlier = lines(deciding(was, workers));
    Map<String, String> now = lines(deciding(is, workers));
    Set<String> keys = new TreeSet<>(earlier.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(earlier.get(key), now.get(key)))
        .map(
            key ->
                new Difference(
                    key.replaceAll("\\.0*(\\d+)(?=\\.|$)", "[$1]"),
                    Optional.ofNullable(earlier.get(key)),
                    Optional.ofNullable(now.get(key))))
        .toList();
  }

  private static ObjectNode deciding(Recipe recipe, int workers) {
    ObjectNode tree = RecipeYaml.tree(recipe);
    tree.remove("name");
    tree.remove("out");
    tree.remove("save");
    tree.remove("sample");
    tree.remove("validate");
    ObjectNode train = (ObjectNode) tree.get("train");
    train.put("batch", Math.multiplyExact(recipe.optimization().batch(), workers));
    train.remove("checkpointing");
    train.remove("device");
    train.remove("dtype");
    train.remove("memory");
    return tree;
  }

  /** 32 hexadecimal digits over all of it but the run's folder. */
  public static String whole(Recipe recipe) {
    ObjectNode tree = RecipeYaml.tree(recipe);
    tree.remove("out");
    return digest(text(tree));
  }

  private static Map<String, String> lines(ObjectNode tree) {
    Map<String, String> lines = new TreeMap<>();
    tree.properties()
        .forEach(entry -> lines(entry.getKey(), entry.getKey(), entry.getValue(), lines));
    return lines;
  }

  static String text(ObjectNode tree) {
    StringBuilder text = new StringBuilder();
    lines(tree).forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /**
   * @param kind the key without numbers of list entries
   */
  private static void lines(String key, String kind, JsonNode node, Map<String, String> lines) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  lines(
                      key + "." + entry.getKey(),
                      kind + "." + entry.getKey(),
                      entry.getValue(),
                      lines));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        // With leading zeros, so that sorting keeps the order.
        lines(String.format(Locale.ROOT, "%s.%06d", key, i), kind, node.get(i), lines);
      }
    } else if (!node.asText().equals(USUAL.get(kind))) {
      lines.put(key, quoted(PATHS.contains(kind) ? path(node.asText()) : node.asText()));
    }
  }

  /** A text cannot pretend to be several lines. */
  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String path(String text) {
    try {
      Path path = Path.of(text);
      return text.isEmpty() || !Files.exists(path)
          ? text
          : path.toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return text; // such as a hub id on Windows
    }
  }

  static String digest(String text) {
    MessageDigest digest = Hash.sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return Hash.shortHex(digest);
  }
}
