package io.lorweb.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.files.JsonRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link Doctor} found.
 *
 * @param problems none when all is well
 * @param program versions
 * @param engine the tensor engine; absent when it does not load
 * @param resources memory, disk and caches
 * @param models those that can be loaded by name
 * @param parts of the model that was asked for, one line each
 */
public record Examination(
    List<Problem> problems,
    Program program,
    Optional<EngineState> engine,
    Resources resources,
    List<FoundModel> models,
    List<String> parts) {

  /**
   * Versions.
   *
   * @param lorweb of this program
   * @param java of the virtual machine
   * @param os name and processor
   */
  public record Program(String lorweb, String java, String os) {}

  /**
   * The tensor engine.
   *
   * @param engine name and version
   * @param threads of one operator of the embedded model
   * @param threadsWhy why that many
   * @param cores of the machine
   * @param ompWaitPolicy what waiting threads do
   * @param blas the library of matrix products
   * @param cuda whether a GPU can be used
   * @param device the one that is used by default
   */
  public record EngineState(
      String engine,
      int threads,
      String threadsWhy,
      int cores,
      String ompWaitPolicy,
      String blas,
      boolean cuda,
      String device) {}

  /**
   * Memory, disk and caches.
   *
   * @param freeMemoryMib main memory that is free
   * @param cache where the program unpacks its model
   * @param engineCache where the engine unpacks its natives
   * @param tokenizersCache where the tokenizer library unpacks its natives
   * @param freeDiskMib free space where the cache lies, if that can be found out
   */
  public record Resources(
      long freeMemoryMib,
      Path cache,
      Path engineCache,
      Path tokenizersCache,
      OptionalLong freeDiskMib) {}

  /** One JSON object. */
  public ObjectNode json() {
    ObjectNode json = JsonRecords.tree(this);
    json.setAll((ObjectNode) json.remove("program"));
    engine.ifPresent(state -> json.setAll((ObjectNode) json.remove("engine")));
    json.setAll((ObjectNode) json.remove("resources"));
    json.set("models", json.remove("models"));
    return json;
  }
}
