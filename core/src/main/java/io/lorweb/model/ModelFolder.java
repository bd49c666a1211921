package io.lorweb.model;

import io.lorweb.analogy.WantedEncoder;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Tokenizer;
import io.lorweb.vae.VaeConfig;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model on this machine: a folder in the layout of diffusers (docs/spec/FLUX_KONTEXT.md section
 * 2), a single file, a tree of single files, or parts named one by one (docs/spec/CHECKPOINTS.md
 * section 1).
 *
 * @param path the folder, or the file
 * @param defaults from its lorweb.json, or FLUX.1-Kontext-dev's
 * @param files of parts that do not lie in folders of their own in {@code path}
 * @param scan what was found in a tree
 */
public record ModelFolder(Path path, ModelDefaults defaults, PartFiles files, TreeScan scan) {

  /** The name of the model that ships with the program. */
  public static final String EMBEDDED = "tiny-kontext";

  private static final String CONFIG = "config.json";

  /** A folder in the layout of diffusers. */
  public static ModelFolder of(Path path) {
    return of(path, PartFiles.NONE);
  }

  private static ModelFolder of(Path path, PartFiles files) {
    if (Files.isRegularFile(path)) {
      FoundParts found = FoundParts.of(path);
      return new ModelFolder(path, ModelDefaults.flux(path), files.or(found.files()), found.scan());
    }
    if (!Files.isDirectory(path)) {
      throw InputException.of("model folder %s does not exist", path);
    }
    if (FoundParts.isTree(path)) {
      FoundParts found = FoundParts.inTree(path, (part, file) -> open(path, part, file));
      return new ModelFolder(path, ModelDefaults.of(path), files.or(found.files()), found.scan());
    }
    for (String part : new String[] {"transformer", "vae"}) {
      if (!Files.exists(path.resolve(part).resolve("config.json"))) {
        throw InputException.of(
            "%s is not a FLUX.1-Kontext folder: it lacks %s/config.json", path, part);
      }
    }
    return new ModelFolder(path, ModelDefaults.of(path), files, TreeScan.NONE);
  }

  /**
   * Finds a model: a folder, else a hub id such as {@code black-forest-labs/FLUX.1-Kontext-dev} in
   * the local hub cache, else the embedded model by its name. Nothing is downloaded.
   */
  public static ModelFolder find(String nameOrPath) {
    return find(nameOrPath, PartFiles.NONE);
  }

  /**
   * As {@link #find(String)}, with some parts out of other files.
   *
   * @param nameOrPath a single file or a tree of them, too
   * @param files count before the model's own
   */
  public static ModelFolder find(String nameOrPath, PartFiles files) {
    Path local = Path.of(nameOrPath);
    if (Files.exists(local)) {
      return of(local, files);
    }
    if (nameOrPath.equals(EMBEDDED)) {
      return of(EmbeddedModel.folder(EMBEDDED), files);
    }
    Optional<Path> cached = HubCache.find(nameOrPath);
    if (cached.isPresent()) {
      return of(cached.get(), files);
    }
    throw InputException.of(
        "model '%s' is neither a folder nor in the hub cache (%s) nor '%s', the embedded one",
        nameOrPath, HubCache.root(), EMBEDDED);
  }

  /**
   * The file or folder of a part.
   *
   * @throws InputException when there is none, naming the setting that gives it
   */
  public Path source(Part part) {
    return files
        .of(part)
        .or(() -> Optional.of(path.resolve(folder(part))).filter(ModelFolder::isPart))
        .orElseThrow(
            () ->
                InputException.of(
                    "%s lacks %s (%s): give its file with setting '%s'",
                    path, part.words(), folder(part), setting(part)));
  }

  /** Whether a part has been found. */
  public boolean has(Part part) {
    return files.of(part).isPresent() || isPart(path.resolve(folder(part)));
  }

  /** A tree's folder of the same name holds files, not a part. */
  private static boolean isPart(Path folder) {
    return Files.exists(folder.resolve(CONFIG));
  }

  /** The folder that a part has in the layout of diffusers. */
  private static String folder(Part part) {
    return switch (part) {
      case TRANSFORMER -> "transformer";
      case T5 -> "text_encoder_2";
      case CLIP -> "text_encoder";
      case VAE -> "vae";
      case VISION -> "image_encoder";
    };
  }

  /** The setting that names a part's file. */
  public static String setting(Part part) {
    return switch (part) {
      case TRANSFORMER -> "transformer";
      case T5 -> "t5";
      case CLIP -> "clip-text";
      case VAE -> "vae";
      case VISION -> "encoder";
    };
  }

  /** A config file in one of the folder's own parts, if it has that part. */
  Optional<JsonFile> config(String part, String name) {
    return config(path, part, name);
  }

  private static Optional<JsonFile> config(Path path, String part, String name) {
    Path file = path.resolve(part).resolve(name);
    return Files.isRegularFile(file) ? Optional.of(JsonFile.read(file)) : Optional.empty();
  }

  /** Opens a part; what its shapes do not tell, the folder's own configuration tells. */
  public PartFile<?> open(Part part) {
    return open(path, part, source(part));
  }

  private static PartFile<?> open(Path path, Part part, Path file) {
    return switch (part) {
      case TRANSFORMER -> transformer(path, file);
      case T5 -> t5(path, file);
      case CLIP -> clip(path, file);
      case VAE -> vae(path, file);
      case VISION -> vision(path, file);
    };
  }

  private static PartFile<FluxConfig> transformer(Path path, Path file) {
    return PartFile.transformer(file, config(path, "transformer", CONFIG).map(FluxConfig::read));
  }

  private static PartFile<T5Config> t5(Path path, Path file) {
    return PartFile.t5(file, config(path, "text_encoder_2", CONFIG).map(T5Config::read));
  }

  private static PartFile<ClipTextConfig> clip(Path path, Path file) {
    return PartFile.clip(file, config(path, "text_encoder", CONFIG).map(ClipTextConfig::read));
  }

  private static PartFile<VaeConfig> vae(Path path, Path file) {
    return PartFile.vae(file, config(path, "vae", CONFIG).map(VaeConfig::read));
  }

  private static PartFile<VisionConfig> vision(Path path, Path file) {
    return PartFile.vision(file, config(path, "image_encoder", CONFIG).map(VisionConfig::read));
  }

  /** Opens the transformer. */
  public PartFile<FluxConfig> transformer() {
    return transformer(path, source(Part.TRANSFORMER));
  }

  /** Opens the T5 encoder. */
  public PartFile<T5Config> t5() {
    return t5(path, source(Part.T5));
  }

  /** Opens the CLIP text encoder. */
  public PartFile<ClipTextConfig> clip() {
    return clip(path, source(Part.CLIP));
  }

  /** Opens a single file of the image encoder. */
  public PartFile<VisionConfig> vision(Path file) {
    return vision(path, file);
  }

  /** Opens the VAE. */
  public PartFile<VaeConfig> vae() {
    return vae(path, source(Part.VAE));
  }

  /**
   * What single files of the text encoders carry beside the model, or have unusual, in one line.
   * Folders of diffusers say nothing.
   *
   * @throws InputException when such a file cannot be used
   */
  public Optional<String> textNotice() {
    List<String> notices = new ArrayList<>();
    for (Part part : List.of(Part.CLIP, Part.T5)) {
      if (files.of(part).filter(Files::isRegularFile).isPresent()) {
        try (PartFile<?> file = open(part)) {
          notices.addAll(file.report().notices());
        }
      }
    }
    return notices.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notices));
  }

  /** What keeps the prompt from becoming tokens, in a sentence. */
  public Optional<String> missingTokenizer() {
    try {
      if (has(Part.CLIP)) {
        try (PartFile<ClipTextConfig> clip = clip();
            ClipTokenizer tokenizer = Tokenizers.clip(this, clip.config().vocabulary())) {
          tokenizer.ids("a");
        }
      }
      if (has(Part.T5)) {
        try (PartFile<T5Config> t5 = t5();
            T5Tokenizer tokenizer = Tokenizers.t5(this, t5.tokenizer())) {
          tokenizer.ids("a");
        }
      }
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The folder of one part, such as {@code text_encoder_2}. */
  public Path part(String name) {
    Path part = path.resolve(name);
    if (!Files.isDirectory(part)) {
      throw InputException.of("%s lacks the folder %s", path, name);
    }
    return part;
  }

  /** The adapter that the folder itself brings along. */
  public Optional<Path> adapter() {
    return defaults.adapter().map(path::resolve);
  }

  /** The list of instructions that the folder itself brings along. */
  public Optional<Path> instructions() {
    return defaults.instructions().map(path::resolve);
  }

  /** The folder of the image encoder that the model itself brings along. */
  public Optional<Path> ownImageEncoder() {
    Path own = path.resolve(defaults.imageEncoder().orElse("image_encoder"));
    return Files.isDirectory(own) ? Optional.of(own) : Optional.empty();
  }

  /**
   * The query encoder's folder or file: {@code wanted} as a path or hub id if given, else the
   * folder's own image_encoder, else what the adapter names, in the hub cache.
   */
  public Path imageEncoder(Optional<String> wanted, String named) {
    if (wanted.isPresent()) {
      return findEncoder(wanted.get(), "setting 'encoder'");
    }
    int others = scan.encoders().size();
    String aside =
        others == 0 ? "" : ", and the tree's clip_vision has " + others + " of other sizes";
    return ownImageEncoder()
        .orElseGet(() -> findEncoder(named, "the adapter's image encoder", aside));
  }

  /**
   * The query encoder of an adapter, as above; a tree's own that fits it comes before the hub
   * cache.
   */
  public Path imageEncoder(Optional<String> wanted, WantedEncoder adapters) {
    Optional<Path> ofTree =
        wanted.isPresent() || ownImageEncoder().isPresent()
            ? Optional.empty()
            : scan.encoder(adapters);
    return ofTree.orElseGet(() -> imageEncoder(wanted, adapters.named()));
  }

  private static Path findEncoder(String nameOrPath, String what) {
    return findEncoder(nameOrPath, what, "");
  }

  private static Path findEncoder(String nameOrPath, String what, String aside) {
    Path local = Path.of(nameOrPath);
    if (Files.exists(local)) {
      return local;
    }
    return HubCache.find(nameOrPath)
        .orElseThrow(
            () ->
                InputException.of(
                    "%s '%s' is neither a folder, nor a file, nor in the hub cache (%s)%s: give its"
                        + " folder or file with setting 'encoder'",
                    what, nameOrPath, HubCache.root(), aside));
  }
}
