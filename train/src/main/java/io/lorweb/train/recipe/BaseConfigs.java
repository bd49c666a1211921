package io.lorweb.train.recipe;

import io.lorweb.basis.BasisConfig;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.model.HubCache;
import io.lorweb.model.ModelDefaults;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.PartFile;
import io.lorweb.vae.VaeConfig;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the config.json files of a model folder say; its weights need not be there.
 *
 * @param folder empty for a published model that is not on this machine
 * @param flux the transformer
 * @param vae the autoencoder
 * @param defaults of its lorweb.json
 */
record BaseConfigs(Optional<Path> folder, FluxConfig flux, VaeConfig vae, ModelDefaults defaults) {

  static final String KONTEXT_DEV = "black-forest-labs/FLUX.1-Kontext-dev";
  static final String SIGLIP2 = "google/siglip2-base-patch16-224";

  /** Width of the embeddings of both published encoders. */
  private static final int PUBLISHED_WIDTH = 768;

  private static final int CLIP_L_HIDDEN = 1024;

  /** Reads a folder, a hub id in the local cache, the embedded model, or FLUX.1-Kontext-dev. */
  static Optional<BaseConfigs> find(String model) {
    boolean here =
        Files.exists(Path.of(model))
            || model.equals(ModelFolder.EMBEDDED)
            || HubCache.find(model).isPresent();
    if (here) {
      ModelFolder folder = ModelFolder.find(model);
      return Optional.of(
          new BaseConfigs(
              Optional.of(folder.path()),
              FluxConfig.read(JsonFile.read(folder.path().resolve("transformer/config.json"))),
              VaeConfig.read(JsonFile.read(folder.path().resolve("vae/config.json"))),
              folder.defaults()));
    }
    if (model.equals(KONTEXT_DEV)) {
      return Optional.of(
          new BaseConfigs(
              Optional.empty(),
              FluxConfig.KONTEXT_DEV,
              VaeConfig.FLUX,
              ModelDefaults.of(Path.of(KONTEXT_DEV))));
    }
    return Optional.empty();
  }

  /** As {@link #find}, or a sentence that says where models are looked for. */
  static BaseConfigs need(String model) {
    return find(model)
        .orElseThrow(
            () ->
                InputException.of(
                    "model '%s' is neither a folder nor in the hub cache (%s) nor '%s', the"
                        + " embedded one",
                    model, HubCache.root(), ModelFolder.EMBEDDED));
  }

  /**
   * Q, the width of the query.
   *
   * @param config of the adapter, with an external query
   * @param override the encoder's folder or hub id, if the user names one
   */
  int queryWidth(BasisConfig config, Optional<String> override) {
    boolean patches = config.query().patches();
    int one =
        encoder(config.encoder(), override)
            .map(vision -> vision.width(patches))
            .orElseGet(() -> published(override.orElse(config.encoder()), patches));
    return one * config.query().embeddings();
  }

  /** The encoder's configuration, looked for as the model loader does. */
  private Optional<VisionConfig> encoder(String named, Optional<String> override) {
    Optional<Path> own =
        override.isPresent()
            ? Optional.empty()
            : folder
                .map(f -> f.resolve(defaults.imageEncoder().orElse("image_encoder")))
                .filter(Files::isDirectory);
    String wanted = override.orElse(named);
    Path local = Path.of(wanted);
    if (own.isEmpty() && Files.isRegularFile(local)) {
      try (PartFile<VisionConfig> file = PartFile.vision(local, Optional.empty())) {
        return Optional.of(file.config());
      }
    }
    Optional<Path> found =
        own.or(() -> Files.isDirectory(local) ? Optional.of(local) : HubCache.find(wanted));
    return found
        .map(f -> f.resolve("config.json"))
        .filter(Files::exists)
        .map(file -> VisionConfig.read(JsonFile.read(file)));
  }

  private static int published(String id, boolean patches) {
    if (id.equals(BasisConfig.CLIP_L)) {
      return patches ? CLIP_L_HIDDEN : PUBLISHED_WIDTH;
    }
    if (id.equals(SIGLIP2)) {
      return PUBLISHED_WIDTH;
    }
    throw InputException.of(
        "image encoder '%s' is neither a folder nor in the hub cache (%s) nor one of %s and %s,"
            + " whose sizes are known",
        id, HubCache.root(), BasisConfig.CLIP_L, SIGLIP2);
  }
}
