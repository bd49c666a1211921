package io.lorweb.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.Version;
import io.lorweb.analogy.Demonstration;
import io.lorweb.basis.GivenMixture;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngText;
import io.lorweb.image.PngWriter;
import io.lorweb.image.Resampling;
import io.lorweb.model.LoadedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as the PNG it made carries it: what was loaded, every setting, and the pictures that went
 * in, so that the file alone repeats it bit for bit on the same kind of machine.
 *
 * <p>The text {@code lorweb} is a JSON object; {@code lorweb.b}, {@code lorweb.a.0}, {@code
 * lorweb.a2.0} and so on are the inputs as PNG in base64, {@code lorweb.latents} given starting
 * noise as little-endian float32 in base64, {@code lorweb.mixture} given coefficients (both also
 * where the inputs are named by their hashes only).
 *
 * @param load what was loaded
 * @param files what it held; absent in pictures of older versions
 * @param settings how the picture was made
 * @param pairs the demonstration; empty for an edit by instruction
 * @param b the picture that was edited
 * @param latents given starting noise
 * @param saved the saved analogy that was used instead of pairs
 * @param mixture coefficients that were given instead of routed ones
 * @param matchB whether the stored picture is resized to b's size
 */
public record RunRecord(
    LoadOptions load,
    Optional<LoadedFiles> files,
    Settings settings,
    List<Demonstration> pairs,
    Picture b,
    Optional<float[]> latents,
    Optional<Path> saved,
    Optional<GivenMixture> mixture,
    boolean matchB) {

  private static final String KEY = "lorweb";
  private static final String B = KEY + ".b";
  private static final String A = KEY + ".a.";
  private static final String A2 = KEY + ".a2.";
  private static final String LATENTS = KEY + ".latents";
  private static final String MIXTURE = KEY + ".mixture";

  /** Larger inputs are named by their hash only: the file would be refused when read back. */
  private static final int MOST_EMBEDDED = 80 << 20;

  /** More is no machine's number but damage. */
  private static final int MOST_THREADS = 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What of a run its PNG carries. */
  public enum Detail {
    /** Settings and inputs. */
    EMBED,
    /** Settings and hashes of the inputs. */
    HASHES,
    /** Nothing. */
    NONE
  }

  public RunRecord {
    pairs = List.copyOf(pairs);
  }

  /** How {@code result} was made. */
  public static RunRecord of(Result result) {
    Result.Inputs inputs = result.inputs();
    return new RunRecord(
        inputs.load(),
        Optional.of(inputs.files()),
        result.run().settings(),
        inputs.pairs(),
        inputs.b(),
        inputs.latents(),
        inputs.saved(),
        inputs.mixture(),
        false);
  }

  /** The same run, its stored picture resized to b's size or not. */
  public RunRecord matchingB(boolean matching) {
    return new RunRecord(load, files, settings, pairs, b, latents, saved, mixture, matching);
  }

  /** The same run with {@code other} loaded: files may have moved since. */
  public RunRecord on(LoadOptions other) {
    return new RunRecord(other, files, settings, pairs, b, latents, saved, mixture, matchB);
  }

  /** The same run with the saved analogy at its new place. */
  public RunRecord with(Path moved) {
    return new RunRecord(
        load, files, settings, pairs, b, latents, Optional.of(moved), mixture, matchB);
  }

  /** Whether it was an edit by instruction rather than an analogy. */
  public boolean edit() {
    return pairs.isEmpty() && saved.isEmpty();
  }

  /** The picture that is stored: b', resized to b if that was asked for. */
  public Picture picture(Result result) {
    return matchB
        ? result.picture().resize(b.width(), b.height(), Resampling.LANCZOS)
        : result.picture();
  }

  /** Writes {@link #picture} with this record, whole or not at all. */
  public void write(Path file, Result result, Detail detail) {
    PngWriter.write(file, picture(result), texts(result, detail));
  }

  /** The PNG file that {@link #write} writes. */
  public byte[] toPng(Result result, Detail detail) {
    return PngWriter.toBytes(picture(result), texts(result, detail));
  }

  private Map<String, String> texts(Result result, Detail detail) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (detail != Detail.NONE) {
      Map<String, String> embedded = detail == Detail.EMBED ? embedded() : Map.of();
      texts.put("parameters", parameters(result));
      texts.put(KEY, json(result, !embedded.isEmpty()).toString());
      texts.putAll(embedded);
      // Under both: nobody can give them again as a picture.
      latents.ifPresent(values -> texts.put(LATENTS, Floats.base64(values)));
      mixture.ifPresent(given -> texts.put(MIXTURE, MixtureText.of(given)));
    }
    return texts;
  }

  private Map<String, String> embedded() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(B, png(b));
    for (int i = 0; i < pairs.size(); i++) {
      texts.put(A + i, png(pairs.get(i).a()));
      texts.put(A2 + i, png(pairs.get(i).a2()));
    }
    long total = texts.values().stream().mapToLong(String::length).sum();
    return total <= MOST_EMBEDDED ? texts : Map.of();
  }

  /** Settings, files and hashes of the inputs. */
  ObjectNode json(Result result, boolean embedded) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", Version.text());
    json.set("load", RunJson.load(load));
    files.ifPresent(known -> json.set("files", JsonRecords.tree(known)));
    json.set("settings", RunJson.settings(result.run().settings()));
    ObjectNode run = json.putObject("run");
    run.put("width", result.run().canvas().width());
    run.put("height", result.run().canvas().height());
    run.put("threads", result.run().threads());
    run.put("device", result.run().device());
    run.put("dtype", result.run().dtype());
    run.put("engine", io.lorweb.tensor.Engine.start().version());
    json.put("match_b", matchB);
    run.put("noise", io.lorweb.sample.Noise.GENERATOR);
    ObjectNode inputs = json.putObject("inputs");
    inputs.put("embedded", embedded);
    inputs.put("b", b.sha256());
    for (Demonstration pair : pairs) {
      inputs.withArray("pairs").addArray().add(pair.a().sha256()).add(pair.a2().sha256());
    }
    latents.ifPresent(values -> inputs.put("latents", Floats.sha256(values)));
    mixture.ifPresent(given -> inputs.put("mixture", given.origin()));
    saved.ifPresent(path -> inputs.put("saved", path.toString()));
    return json;
  }

  /** One line that image tools show. */
  private static String parameters(Result result) {
    Settings s = result.run().settings();
    return String.format(
        Locale.ROOT,
        "%s\nSteps: %d, CFG scale: %s, Seed: %d, Size: %dx%d, Model: lorweb %s",
        s.wording().prompt().orElse(""),
        s.sampling().steps().orElse(0),
        s.sampling().guidance().orElse(0),
        s.sampling().seed(),
        result.picture().width(),
        result.picture().height(),
        s.canvas().layout().map(layout -> layout.label()).orElse(""));
  }

  /**
   * Reads the record out of a PNG.
   *
   * @param given the pictures b, a, a', a, a', ... when the file holds only their hashes; else
   *     none, or another b to which the same is done
   * @param noise the given starting noise when the file holds only its hash
   * @throws InputException when the file was not made by this program, or {@code given} are not the
   *     pictures it was made from
   */
  public static RunRecord read(Path file, List<Picture> given, Optional<float[]> noise) {
    Map<String, String> texts = PngText.read(file);
    if (texts.containsKey(SheetRecord.KEY)) {
      throw InputException.of(
          "%s is a sheet of several runs: give a picture that one run made", file);
    }
    if (!texts.containsKey(KEY)) {
      throw InputException.of("%s carries no run settings (text '%s')", file, KEY);
    }
    JsonNode json = parse(file, texts.get(KEY));
    JsonNode inputs = json.path("inputs");
    int pairCount = inputs.path("pairs").size();
    boolean embedded = inputs.path("embedded").asBoolean();
    if (!embedded && given.size() != 1 + 2 * pairCount) {
      throw InputException.of(
          "%s holds only hashes of its inputs: give the %s it was made from",
          file, pairCount == 0 ? "picture" : 1 + 2 * pairCount + " pictures");
    }
    if (embedded && given.size() > 1) {
      throw InputException.of(
          "%s holds the pictures it was made from: give none, or one to do the same to", file);
    }
    Picture b =
        !embedded
            ? matching(file, given.get(0), inputs.path("b"))
            : given.isEmpty() ? picture(file, texts, B) : given.get(0);
    List<Demonstration> pairs = new ArrayList<>();
    for (int i = 0; i < pairCount; i++) {
      JsonNode hashes = inputs.path("pairs").get(i);
      pairs.add(
          embedded
              ? new Demonstration(picture(file, texts, A + i), picture(file, texts, A2 + i))
              : new Demonstration(
                  matching(file, given.get(1 + 2 * i), hashes.path(0)),
                  matching(file, given.get(2 + 2 * i), hashes.path(1))));
    }
    String where = file + ": " + KEY;
    return new RunRecord(
        RunJson.load(where, json.path("load"))
            .machine(m -> m.threads(threads(JsonFile.of(where, json.path("run"))))),
        json.get("files") instanceof ObjectNode known
            ? Optional.of(JsonRecords.bind(where + ": files", known, LoadedFiles.class))
            : Optional.empty(),
        RunJson.settings(where, json.path("settings")),
        pairs,
        b,
        noise(file, texts, inputs, noise),
        inputs.has("saved") ? Optional.of(Path.of(inputs.get("saved").asText())) : Optional.empty(),
        mixture(file, texts, inputs),
        json.path("match_b").asBoolean());
  }

  /**
   * Whether a picture carries each of these settings; one without a record tells nothing against
   * them.
   */
  public static boolean madeWith(Path file, Settings asked) {
    String text = PngText.read(file).get(KEY);
    if (text == null) {
      return true;
    }
    JsonNode made = parse(file, text).path("settings");
    return RunJson.settings(asked).properties().stream()
        .allMatch(wanted -> made.path(wanted.getKey()).asText().equals(wanted.getValue().asText()));
  }

  private static JsonNode parse(Path file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw InputException.of("%s: its run settings are not valid JSON", file);
    }
  }

  private static Optional<float[]> noise(
      Path file, Map<String, String> texts, JsonNode inputs, Optional<float[]> given) {
    if (!inputs.has("latents")) {
      return Optional.empty();
    }
    Optional<float[]> found =
        Optional.ofNullable(texts.get(LATENTS))
            .map(text -> Floats.read(file.toString(), text))
            .or(() -> given);
    if (found.isEmpty() || !Floats.sha256(found.get()).equals(inputs.get("latents").asText())) {
      throw InputException.of(
          "%s was made from given starting noise, which it does not hold: give the same file again"
              + " (setting 'latents')",
          file);
    }
    return found;
  }

  private static Optional<GivenMixture> mixture(
      Path file, Map<String, String> texts, JsonNode inputs) {
    if (!inputs.has("mixture")) {
      return Optional.empty();
    }
    if (!texts.containsKey(MIXTURE)) {
      throw InputException.of("%s lacks its coefficients (text '%s')", file, MIXTURE);
    }
    return Optional.of(MixtureText.read(file + ": " + MIXTURE, texts.get(MIXTURE)));
  }

  /** Sums depend on the number of threads in the last bit. */
  private static int threads(JsonFile run) {
    int threads = run.integer("threads");
    if (threads < 1 || threads > MOST_THREADS) {
      throw InputException.of(
          "%s: 'threads' is %d but must lie in 1..%d", run.where(), threads, MOST_THREADS);
    }
    return threads;
  }

  private static Picture picture(Path file, Map<String, String> texts, String key) {
    if (!texts.containsKey(key)) {
      throw InputException.of("%s lacks the embedded picture '%s'", file, key);
    }
    return PictureReader.read(Floats.decode(file, texts.get(key)), file + ": " + key);
  }

  private static Picture matching(Path file, Picture picture, JsonNode hash) {
    if (!picture.sha256().equals(hash.asText())) {
      throw InputException.of(
          "one of the given pictures is not the one that %s was made from (order: b, a, a')", file);
    }
    return picture;
  }

  private static String png(Picture picture) {
    return Base64.getEncoder().encodeToString(PngWriter.toBytes(picture));
  }
}
