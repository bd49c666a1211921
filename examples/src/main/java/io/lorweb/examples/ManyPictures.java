package io.lorweb.examples;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One edit for a folder of pictures, two at a time with one model in memory, each with a preview
 * half-way; what is not done in time is cancelled: {@code java io.lorweb.examples.ManyPictures
 * a.png a2.png pictures/ out/ 600} (seconds).
 */
public final class ManyPictures {

  public static void main(String[] args) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults());
        Stream<Path> files = Files.list(Path.of(args[2]))) {
      Picture a = PictureReader.read(Path.of(args[0]));
      Analogy analogy = lorweb.analogy(a, PictureReader.read(Path.of(args[1])));
      List<Callable<Path>> edits =
          files.map(file -> (Callable<Path>) () -> edit(analogy, file, Path.of(args[3]))).toList();
      try {
        // Those that are late are interrupted, which ends a run between two steps.
        for (var made : workers.invokeAll(edits, Long.parseLong(args[4]), TimeUnit.SECONDS)) {
          System.out.println(made.isCancelled() ? "not in time" : made.get());
        }
      } finally {
        // No run may be under way when the model closes.
        workers.shutdownNow();
        workers.awaitTermination(1, TimeUnit.HOURS);
      }
    }
  }

  private static Path edit(Analogy analogy, Path file, Path out) {
    Path target = out.resolve(file.getFileName());
    Progress previews =
        step -> {
          if (step.phase().equals(Progress.SAMPLE) && step.done() == step.of() / 2) {
            Picture preview = step.preview().orElseThrow().get();
            PngWriter.write(out.resolve("preview-" + file.getFileName()), preview, Map.of());
          }
        };
    Picture b2 = analogy.apply(PictureReader.read(file), Settings.defaults(), previews).picture();
    PngWriter.write(target, b2, Map.of());
    return target;
  }
}
