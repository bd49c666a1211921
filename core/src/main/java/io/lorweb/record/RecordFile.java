package io.lorweb.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.GivenMixture;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PictureTexts;
import io.lorweb.model.LoadedFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A picture that carries a {@link RunRecord}. */
final class RecordFile {

  /** More is no machine's number but damage. */
  private static final int MOST_THREADS = 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, String> texts;
  private final JsonNode json;
  private final JsonNode inputs;
  private final List<String> names = new ArrayList<>();

  RecordFile(Path file) {
    this.file = file;
    texts = PictureTexts.read(file);
    if (texts.containsKey(SheetRecord.KEY)) {
      throw InputException.of(
          "%s is a sheet of several runs: give a picture that one run made", file);
    }
    if (!texts.containsKey(RunRecord.KEY)) {
      throw InputException.of("%s carries no run settings (text '%s')", file, RunRecord.KEY);
    }
    json = parse(file, texts.get(RunRecord.KEY));
    inputs = json.path("inputs");
    inputs.path("names").forEach(name -> names.add(name.asText()));
  }

  RunRecord read(List<Picture> given, Optional<Mask> mask, Optional<float[]> noise) {
    List<Picture> pictures = pictures(given);
    List<Demonstration> pairs = new ArrayList<>();
    for (int i = 1; i + 1 < pictures.size(); i += 2) {
      pairs.add(new Demonstration(pictures.get(i), pictures.get(i + 1)));
    }
    String where = file + ": " + RunRecord.KEY;
    return new RunRecord(
        load(where),
        json.get("files") instanceof ObjectNode known
            ? Optional.of(JsonRecords.bind(where + ": files", known, LoadedFiles.class))
            : Optional.empty(),
        RunJson.settings(where, json.path("settings")),
        pairs,
        new Subject(pictures.get(0), mask(mask), noise(noise)),
        inputs.has("saved")
            ? Optional.of(Path.of(Whereabouts.find(inputs.get("saved").asText(), file)))
            : Optional.empty(),
        mixture(),
        json.path("match_b").asBoolean(),
        names);
  }

  private LoadOptions load(String where) {
    JsonNode recorded = json.path("load");
    JsonNode found =
        recorded instanceof ObjectNode object
            ? Whereabouts.find(object.deepCopy(), file)
            : recorded;
    return RunJson.load(where, found)
        .machine(m -> m.threads(threads(JsonFile.of(where, json.path("run")))));
  }

  /** How its pictures were read. */
  ColourProfiles profiles() {
    return RunJson.settings(file + ": " + RunRecord.KEY, json.path("settings")).canvas().profiles();
  }

  /** b, a, a', a, a', ... */
  private List<Picture> pictures(List<Picture> given) {
    List<String> hashes = new ArrayList<>();
    hashes.add(inputs.path("b").asText());
    inputs.path("pairs").forEach(pair -> pair.forEach(hash -> hashes.add(hash.asText())));
    boolean embedded = inputs.path("embedded").asBoolean();
    if (embedded && given.size() > 1) {
      throw InputException.of(
          "%s holds the pictures it was made from: give none, or one to do the same to", file);
    }
    if (!embedded && given.size() > 1) {
      return matching(given, hashes);
    }
    List<Picture> pictures = new ArrayList<>(given);
    for (int i = given.size(); i < hashes.size(); i++) {
      pictures.add(embedded ? embedded(key(i)) : found(i, hashes.get(i), wanted(hashes.size())));
    }
    return pictures;
  }

  private List<Picture> matching(List<Picture> given, List<String> hashes) {
    if (given.size() != hashes.size()) {
      throw InputException.of(
          "%s was made from %d pictures, not %d: give %s, or one b to do the same to",
          file, hashes.size(), given.size(), wanted(hashes.size()));
    }
    for (int i = 0; i < hashes.size(); i++) {
      if (!given.get(i).sha256().equals(hashes.get(i))) {
        throw InputException.of(
            "one of the given pictures is not the one that %s was made from (order: b, a, a')",
            file);
      }
    }
    return given;
  }

  /** The text of the i-th of b, a, a', a, a', ... */
  private static String key(int i) {
    if (i == 0) {
      return RunRecord.B;
    }
    return (i % 2 == 1 ? RunRecord.A : RunRecord.A2) + (i - 1) / 2;
  }

  /** The picture where it was, if its pixels are still the same. */
  private Picture found(int i, String hash, String wanted) {
    if (i >= 0 && i < names.size()) {
      for (Path candidate : candidates(names.get(i))) {
        if (Files.isRegularFile(candidate)) {
          // Earlier runs ignored colour profiles, whatever their settings were.
          for (ColourProfiles profiles : ColourProfiles.values()) {
            Optional<Picture> picture = picture(candidate, profiles);
            if (picture.isPresent() && picture.get().sha256().equals(hash)) {
              return picture.get();
            }
          }
        }
      }
    }
    throw InputException.of(
        "%s: its pictures are not in it%s: give %s, or make it with setting 'embed'",
        file,
        i >= 0 && i < names.size()
            ? ", and " + names.get(i) + " is not where it was or has changed"
            : "",
        wanted);
  }

  private Optional<Mask> mask(Optional<Mask> given) {
    if (!inputs.has("mask")) {
      return given;
    }
    if (given.isPresent()) {
      return given;
    }
    // Its name follows those of the other pictures.
    Picture picture =
        texts.containsKey(RunRecord.MASK)
            ? embedded(RunRecord.MASK)
            : found(names.size() - 1, inputs.get("mask").asText(), "the mask (setting 'mask')");
    return Optional.of(Mask.of(picture));
  }

  private static String wanted(int pictures) {
    return pictures == 1 ? "b" : pictures == 3 ? "a, a' and b" : "its " + pictures + " pictures";
  }

  private List<Path> candidates(String name) {
    try {
      return Whereabouts.candidates(name, file);
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static Optional<Picture> picture(Path candidate, ColourProfiles profiles) {
    try {
      return Optional.of(PictureReader.read(candidate, profiles));
    } catch (InputException e) {
      return Optional.empty(); // no picture any more
    }
  }

  /** Whether a picture carries each of these settings. */
  static boolean madeWith(Path file, Settings asked) {
    String text = PictureTexts.read(file).get(RunRecord.KEY);
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

  private Optional<float[]> noise(Optional<float[]> given) {
    if (!inputs.has("latents")) {
      return Optional.empty();
    }
    Optional<float[]> found =
        Optional.ofNullable(texts.get(RunRecord.LATENTS))
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

  private Optional<GivenMixture> mixture() {
    if (!inputs.has("mixture")) {
      return Optional.empty();
    }
    if (!texts.containsKey(RunRecord.MIXTURE)) {
      throw InputException.of("%s lacks its coefficients (text '%s')", file, RunRecord.MIXTURE);
    }
    return Optional.of(
        MixtureText.read(file + ": " + RunRecord.MIXTURE, texts.get(RunRecord.MIXTURE)));
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

  private Picture embedded(String key) {
    if (!texts.containsKey(key)) {
      throw InputException.of("%s lacks the embedded picture '%s'", file, key);
    }
    return PictureReader.read(Floats.decode(file, texts.get(key)), file + ": " + key);
  }
}
