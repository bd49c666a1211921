package io.lorweb.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lorweb.error.InputException;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.model.HubCache;
import io.lorweb.model.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that can be loaded by name.
 *
 * @param name the embedded model's, or a hub id
 * @param path its folder
 * @param embedded whether it comes with the program
 * @param adapter its own LoRWeB adapter, if it has one
 */
public record FoundModel(
    String name,
    Path path,
    boolean embedded,
    @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Path> adapter) {

  /** The embedded model and those of the hub cache. */
  public static List<FoundModel> all() {
    List<FoundModel> models = new ArrayList<>();
    if (EmbeddedModel.exists(ModelFolder.EMBEDDED)) {
      find(ModelFolder.EMBEDDED, true).ifPresent(models::add);
    }
    HubCache.ids().forEach(id -> find(id, false).ifPresent(models::add));
    return models;
  }

  private static Optional<FoundModel> find(String name, boolean embedded) {
    try {
      ModelFolder folder = ModelFolder.find(name);
      return Optional.of(new FoundModel(name, folder.path(), embedded, folder.adapter()));
    } catch (InputException e) {
      // The cache also holds encoders and language models, which are no Kontext folders.
      return Optional.empty();
    }
  }
}
