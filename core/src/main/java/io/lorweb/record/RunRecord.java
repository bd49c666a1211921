package io.lorweb.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.Version;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.GivenMixture;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureWriter;
import io.lorweb.image.PngWriter;
import io.lorweb.image.Resampling;
import io.lorweb.model.LoadedFiles;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as the picture it made carries it: what was loaded, every setting, and the hashes of the
 * pictures that went in, or the pictures themselves, so that the file alone repeats it bit for bit
 * on the same kind of machine.
 *
 * <p>The text {@code lorweb} is a JSON object; {@code lorweb.b}, {@code lorweb.a.0}, {@code
 * lorweb.a2.0} and so on and {@code lorweb.mask} are the inputs as PNG in base64, {@code
 * lorweb.latents} given starting noise as little-endian float32 in base64, {@code lorweb.mixture}
 * given coefficients (both also where the inputs are named by their hashes only).
 *
 * @param load what was loaded
 * @param files what it held; absent in pictures of older versions
 * @param settings how the picture was made
 * @param pairs the demonstration; empty for an edit by instruction
 * @param subject the picture that was edited, with its mask and given starting noise
 * @param saved the saved analogy that was used instead of pairs
 * @param mixture coefficients that were given instead of routed ones
 * @param matchB whether the stored picture is resized to b's size
 * @param names where the pictures b, a, a', a, a', ... and the mask lay, as {@link Whereabouts}
 *     writes it; empty when nobody knows
 */
@RecordBuilder
public record RunRecord(
    LoadOptions load,
    Optional<LoadedFiles> files,
    Settings settings,
    List<Demonstration> pairs,
    Subject subject,
    Optional<Path> saved,
    Optional<GivenMixture> mixture,
    boolean matchB,
    List<String> names)
    implements RunRecordBuilder.With {

  static final String KEY = "lorweb";
  static final String B = KEY + ".b";
  static final String A = KEY + ".a.";
  static final String A2 = KEY + ".a2.";
  static final String MASK = KEY + ".mask";
  static final String LATENTS = KEY + ".latents";
  static final String MIXTURE = KEY + ".mixture";

  /** Larger inputs are named by their hash only: the file would be refused when read back. */
  private static final int MOST_EMBEDDED = 80 << 20;

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
    names = List.copyOf(names);
  }

  /** How {@code result} was made. */
  public static RunRecord of(Result result) {
    Result.Inputs inputs = result.inputs();
    return new RunRecord(
        inputs.load(),
        Optional.of(inputs.files()),
        result.run().settings(),
        inputs.pairs(),
        inputs.subject(),
        inputs.saved(),
        inputs.mixture(),
        false,
        List.of());
  }

  /** The picture that was edited. */
  public Picture b() {
    return subject.b();
  }

  /** The same run, its stored picture resized to b's size or not. */
  public RunRecord matchingB(boolean matching) {
    return withMatchB(matching);
  }

  /** The same run with {@code other} loaded: files may have moved since. */
  public RunRecord on(LoadOptions other) {
    return withLoad(other);
  }

  /** The same run with the saved analogy at its new place. */
  public RunRecord with(Path moved) {
    return withSaved(Optional.of(moved));
  }

  /**
   * The same run, its pictures' files named.
   *
   * @param pictures b, a, a', a, a', ... and the mask, if there is one
   */
  public RunRecord from(List<Path> pictures) {
    return withNames(pictures.stream().map(path -> Whereabouts.of(path.toString())).toList());
  }

  /** Whether it was an edit by instruction rather than an analogy. */
  public boolean edit() {
    return pairs.isEmpty() && saved.isEmpty();
  }

  /** The picture that is stored: b', resized to b if that was asked for. */
  public Picture picture(Result result) {
    return matchB
        ? result.picture().resize(b().width(), b().height(), Resampling.LANCZOS)
        : result.picture();
  }

  /**
   * Writes {@link #picture} with this record, whole or not at all: as PNG, or by the file's ending
   * as JPEG.
   */
  public void write(Path file, Result result, Detail detail) {
    PictureWriter.write(file, picture(result), texts(result, detail));
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
      subject.latents().ifPresent(values -> texts.put(LATENTS, Floats.base64(values)));
      mixture.ifPresent(given -> texts.put(MIXTURE, MixtureText.of(given)));
    }
    return texts;
  }

  private Map<String, String> embedded() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(B, png(b()));
    subject.mask().ifPresent(mask -> texts.put(MASK, png(mask.picture())));
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
    json.set("load", Whereabouts.of(RunJson.load(load)));
    files.ifPresent(known -> json.set("files", JsonRecords.tree(known)));
    json.set("settings", RunJson.settings(result.run().settings()));
    ObjectNode run = json.putObject("run");
    run.put("width", result.run().canvas().width());
    run.put("height", result.run().canvas().height());
    run.put("threads", result.run().threads());
    run.put("device", result.run().device());
    run.put("dtype", result.run().dtype());
    result
        .explanation()
        .ifPresent(found -> run.set("explained", JsonRecords.tree(RunReport.Explained.of(found))));
    run.put("engine", io.lorweb.tensor.Engine.start().version());
    json.put("match_b", matchB);
    run.put("noise", io.lorweb.sample.Noise.GENERATOR);
    ObjectNode inputs = json.putObject("inputs");
    inputs.put("embedded", embedded);
    inputs.put("b", b().sha256());
    subject.mask().ifPresent(mask -> inputs.put("mask", mask.picture().sha256()));
    for (Demonstration pair : pairs) {
      inputs.withArray("pairs").addArray().add(pair.a().sha256()).add(pair.a2().sha256());
    }
    subject.latents().ifPresent(values -> inputs.put("latents", Floats.sha256(values)));
    mixture.ifPresent(given -> inputs.put("mixture", given.origin()));
    if (!names.isEmpty()) {
      names.forEach(inputs.putArray("names")::add);
    }
    saved.ifPresent(path -> inputs.put("saved", Whereabouts.of(path.toString())));
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
   * Reads the record out of a picture.
   *
   * @param given the pictures b, a, a', a, a', ... where the file does not hold them and they are
   *     not where they were; else none, or another b to which the same is done
   * @param mask the mask when the file holds only its hash and it is not where it was; another one
   *     is taken instead
   * @param noise the given starting noise when the file holds only its hash
   * @throws InputException when the file was not made by this program, its pictures are nowhere, or
   *     {@code given} are not the pictures it was made from
   */
  public static RunRecord read(
      Path file, List<Picture> given, Optional<Mask> mask, Optional<float[]> noise) {
    return new RecordFile(file).read(given, mask, noise);
  }

  /**
   * How the pictures of a run were read, so that they are found again.
   *
   * @throws InputException when the file was not made by this program
   */
  public static ColourProfiles profiles(Path file) {
    return new RecordFile(file).profiles();
  }

  /** As above, of a run without a mask or with one that the file leads to. */
  public static RunRecord read(Path file, List<Picture> given, Optional<float[]> noise) {
    return read(file, given, Optional.empty(), noise);
  }

  /**
   * Whether a picture carries each of these settings; one without a record tells nothing against
   * them.
   */
  public static boolean madeWith(Path file, Settings asked) {
    return RecordFile.madeWith(file, asked);
  }

  private static String png(Picture picture) {
    return Base64.getEncoder().encodeToString(PngWriter.toBytes(picture));
  }
}
