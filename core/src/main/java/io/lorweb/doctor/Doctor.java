package io.lorweb.doctor;

import io.lorweb.Version;
import io.lorweb.doctor.Examination.EngineState;
import io.lorweb.doctor.Examination.Program;
import io.lorweb.doctor.Examination.Resources;
import io.lorweb.error.InputException;
import io.lorweb.files.Cache;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartFiles;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Threading;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.ThreadCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Examines Java, engine, threads, device, memory, caches and models. */
public final class Doctor {

  /** Less than this makes even the embedded model tight, in bytes. */
  private static final long LEAST_MEMORY = 1L << 30;

  /** The engine's natives and the embedded model take less, in bytes. */
  private static final long LEAST_DISK = 1L << 30;

  private final List<Problem> problems = new ArrayList<>();

  private Doctor() {}

  /** Looks at everything; what is wrong becomes a problem, never an exception. */
  public static Examination examine() {
    return new Doctor().run(Optional.empty(), PartFiles.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * Looks at one model as well: what its files are, and what it lacks for a run.
   *
   * @param model as the setting of this name
   * @param files of single parts
   * @param encoder image encoder of the queries, as the setting of this name
   * @param adapter that the encoder must fit, as the setting of this name
   */
  public static Examination examine(
      String model, PartFiles files, Optional<String> encoder, Optional<Path> adapter) {
    return new Doctor().run(Optional.of(model), files, encoder, adapter);
  }

  private Examination run(
      Optional<String> model, PartFiles files, Optional<String> encoder, Optional<Path> adapter) {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    Program program = new Program(Version.text(), Runtime.version().toString(), os);
    Optional<EngineState> engine = engine();
    Resources resources = resources();
    List<FoundModel> models = models();
    List<String> parts = model.map(name -> parts(name, files, encoder, adapter)).orElse(List.of());
    return new Examination(List.copyOf(problems), program, engine, resources, models, parts);
  }

  /** What the parts of a model are, one line each; what it lacks becomes a problem. */
  private List<String> parts(
      String model, PartFiles files, Optional<String> encoder, Optional<Path> adapter) {
    List<String> lines = new ArrayList<>();
    ModelFolder folder;
    try {
      folder = ModelFolder.find(model, files);
    } catch (InputException e) {
      problem(e.getMessage(), "name another model");
      return lines;
    }
    lines.addAll(folder.scan().chosen());
    lines.addAll(folder.scan().passedOver());
    for (Part part : Part.OF_MODEL) {
      if (!folder.has(part)) {
        problem(
            folder.path() + " lacks " + part.words(),
            "give its file with setting '" + ModelFolder.setting(part) + "'");
        continue;
      }
      try (PartFile<?> file = folder.open(part)) {
        lines.add(file.report().line());
        lines.addAll(file.report().notices());
      } catch (InputException e) {
        problem(
            e.getMessage(), "take another file for setting '" + ModelFolder.setting(part) + "'");
      }
    }
    EncoderCheck check = EncoderCheck.of(folder, encoder, adapter);
    lines.addAll(check.lines());
    problems.addAll(check.problems());
    folder
        .missingTokenizer()
        .ifPresent(sentence -> problem(sentence, "give a folder with setting 'tokenizer'"));
    return lines;
  }

  private Optional<EngineState> engine() {
    try {
      Engine engine = Engine.start();
      if (!engine.waitPolicy().equalsIgnoreCase("PASSIVE")) {
        problem(
            "OMP_WAIT_POLICY is " + engine.waitPolicy(),
            "set OMP_WAIT_POLICY=PASSIVE, as the launcher does: otherwise waiting threads take the"
                + " cores from working ones");
      }
      ThreadCount threads = threads();
      return Optional.of(
          new EngineState(
              "libtorch " + engine.version(),
              threads.count(),
              threads.reason(),
              Runtime.getRuntime().availableProcessors(),
              engine.waitPolicy(),
              Engine.mkl() ? "MKL" : "OpenBLAS",
              engine.cuda(),
              DeviceSetting.AUTO.device().toString()));
    } catch (LinkageError e) {
      problem(
          "the engine does not load: " + e.getMessage(),
          "natives exist for Linux and Windows x86-64 and macOS; check free space for the JavaCPP"
              + " cache (~/.javacpp)");
      return Optional.empty();
    }
  }

  /** Those that the embedded model would get; without it, the most that any model gets. */
  private static ThreadCount threads() {
    if (EmbeddedModel.exists(ModelFolder.EMBEDDED)) {
      try {
        return Threading.suited(ModelFolder.find(ModelFolder.EMBEDDED)).orElseThrow();
      } catch (InputException e) {
        // What keeps it from being unpacked is found when the models are looked for.
      }
    }
    return Engine.suited(ThreadCount.WIDE);
  }

  private Resources resources() {
    long free = PartPlacement.freeMemory();
    if (free < LEAST_MEMORY) {
      problem("less than 1 GiB of memory is free", "close other programs");
    }
    for (Cache cache : Cache.values()) {
      requireWritable(cache);
    }
    return new Resources(
        free >> 20,
        Cache.LORWEB.folder(),
        Cache.ENGINE.folder(),
        Cache.TOKENIZERS.folder(),
        freeDisk(Cache.LORWEB));
  }

  private OptionalLong freeDisk(Cache cache) {
    try {
      long free = Files.getFileStore(cache.nearest()).getUsableSpace();
      if (free < LEAST_DISK) {
        problem(
            "less than 1 GiB is free where " + cache.folder() + " lies",
            "free some space, or name another folder with " + cache.setting());
      }
      return OptionalLong.of(free >> 20);
    } catch (IOException e) {
      problem(
          cache.folder() + " cannot be examined: " + e.getMessage(),
          "name another folder with " + cache.setting());
      return OptionalLong.empty();
    }
  }

  private void requireWritable(Cache cache) {
    if (!cache.writable()) {
      problem(
          "the cache " + cache.folder() + " cannot be written",
          "give yourself the right to write in "
              + cache.nearest()
              + ", or name another by "
              + cache.setting());
    }
  }

  /** Finding a model also unpacks the embedded one. */
  private List<FoundModel> models() {
    if (EmbeddedModel.exists(ModelFolder.EMBEDDED)) {
      try {
        EmbeddedModel.folder(ModelFolder.EMBEDDED);
      } catch (InputException e) {
        problem(
            "the embedded model cannot be unpacked: " + e.getMessage(),
            "name a folder that can be written with LORWEB_CACHE");
      }
    }
    List<FoundModel> models = FoundModel.all();
    if (models.isEmpty()) {
      problem(
          "no model was found",
          "add the artifact lorweb-tiny-model to the class path, or name a folder with setting"
              + " 'model'");
    }
    return models;
  }

  private void problem(String what, String remedy) {
    problems.add(new Problem(what, remedy));
  }
}
