package io.lorweb.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Version;
import io.lorweb.error.InputException;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Threading;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.ThreadCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb doctor}: what is here, what is wrong and how to mend it. */
@Command(
    name = "doctor",
    description = "Checks Java, engine, threads, device, memory and models.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  /** Less than this makes even the embedded model tight, in bytes. */
  private static final long LEAST_MEMORY = 1L << 30;

  /** The engine's natives and the embedded model take less, in bytes. */
  private static final long LEAST_DISK = 1L << 30;

  @Spec CommandSpec spec;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = new Console(output, spec.commandLine().getOut(), spec.commandLine().getErr());
    ObjectNode report = new ObjectMapper().createObjectNode();
    ArrayNode problems = report.putArray("problems");
    report.put("lorweb", Version.text());
    report.put("java", Runtime.version().toString());
    report.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    engine(report, problems);
    long free = PartPlacement.freeMemory();
    report.put("free_memory_mib", free >> 20);
    if (free < LEAST_MEMORY) {
      problem(problems, "less than 1 GiB of memory is free", "close other programs");
    }
    places(report, problems);
    ArrayNode models = models(problems);
    report.set("models", models);
    if (models.isEmpty()) {
      problem(
          problems,
          "no model was found",
          "add the artifact lorweb-tiny to the class path, or name a folder with --model");
    }
    show(console, report, problems);
    console.report(report);
    return problems.isEmpty() ? 0 : Failures.FAILED;
  }

  private static void engine(ObjectNode report, ArrayNode problems) {
    try {
      Engine engine = Engine.start();
      report.put("engine", "libtorch " + engine.version());
      ThreadCount threads = threads(engine);
      report.put("threads", threads.count());
      report.put("threads_why", threads.reason());
      report.put("cores", Runtime.getRuntime().availableProcessors());
      report.put("omp_wait_policy", engine.waitPolicy());
      report.put("blas", Engine.mkl() ? "MKL" : "OpenBLAS");
      report.put("cuda", engine.cuda());
      report.put("device", Device.parse("auto").toString());
      if (!engine.waitPolicy().equalsIgnoreCase("PASSIVE")) {
        problem(
            problems,
            "OMP_WAIT_POLICY is " + engine.waitPolicy(),
            "set OMP_WAIT_POLICY=PASSIVE, as the launcher does: otherwise waiting threads take the"
                + " cores from working ones");
      }
    } catch (LinkageError e) {
      problem(
          problems,
          "the engine does not load: " + e.getMessage(),
          "natives exist for Linux and Windows x86-64 and macOS; check free space for the JavaCPP"
              + " cache (~/.javacpp)");
    }
  }

  /** Those that the embedded model would get; without it, the most that any model gets. */
  private static ThreadCount threads(Engine engine) {
    return EmbeddedModel.exists(ModelFolder.EMBEDDED)
        ? Threading.suited(ModelFolder.find(ModelFolder.EMBEDDED)).orElseThrow()
        : Engine.suited(ThreadCount.WIDE);
  }

  /** Where the program and its engine unpack themselves, and whether they can. */
  private static void places(ObjectNode report, ArrayNode problems) {
    Path own = EmbeddedModel.cache();
    report.put("cache", own.toString());
    requireWritable(own, "LORWEB_CACHE", problems);
    Path engine = Engine.cache();
    report.put("engine_cache", engine.toString());
    requireWritable(engine, "the Java property org.bytedeco.javacpp.cachedir", problems);
    try {
      long free = Files.getFileStore(existing(own)).getUsableSpace();
      report.put("free_disk_mib", free >> 20);
      if (free < LEAST_DISK) {
        problem(
            problems,
            "less than 1 GiB is free where " + own + " lies",
            "free some space, or name another folder with LORWEB_CACHE");
      }
    } catch (IOException e) {
      problem(problems, own + " cannot be examined: " + e.getMessage(), "set LORWEB_CACHE");
    }
  }

  private static void requireWritable(Path folder, String setting, ArrayNode problems) {
    Path nearest = existing(folder);
    if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
      problem(
          problems,
          "the cache " + folder + " cannot be written",
          "give yourself the right to write in " + nearest + ", or name another by " + setting);
    }
  }

  /** The folder itself, or the nearest one above it that exists. */
  private static Path existing(Path folder) {
    Path nearest = folder.toAbsolutePath();
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  /** Finding a model also unpacks the embedded one. */
  private static ArrayNode models(ArrayNode problems) {
    if (EmbeddedModel.exists(ModelFolder.EMBEDDED)) {
      try {
        EmbeddedModel.folder(ModelFolder.EMBEDDED);
      } catch (InputException e) {
        problem(
            problems,
            "the embedded model cannot be unpacked: " + e.getMessage(),
            "name a folder that can be written with LORWEB_CACHE");
      }
    }
    return ModelsCommand.list();
  }

  private static void problem(ArrayNode problems, String what, String remedy) {
    problems.addObject().put("problem", what).put("remedy", remedy);
  }

  private static void show(Console console, ObjectNode report, ArrayNode problems) {
    report
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isValueNode()) {
                console.result(
                    String.format("%-18s %s", entry.getKey(), entry.getValue().asText()));
              }
            });
    for (JsonNode model : report.get("models")) {
      console.result(
          String.format(
              "%-18s %s (%s)", "model", model.get("name").asText(), model.get("path").asText()));
    }
    for (JsonNode problem : problems) {
      console.result("problem            " + problem.get("problem").asText());
      console.result("  remedy           " + problem.get("remedy").asText());
    }
    if (problems.isEmpty()) {
      console.result("all is well");
    }
  }
}
