package io.lorweb.examples;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Progress;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One edit for a folder of pictures, two at a time with one model in memory, with a preview of each
 * half-way: {@code java io.lorweb.examples.ManyPictures a.png a2.png pictures/ out/}. A file named
 * {@code stop} in the folder out/ ends it between two steps.
 */
public final class ManyPictures {

  private ManyPictures() {}

  public static void main(String[] args) throws Exception {
    Path out = Path.of(args[3]);
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy =
          lorweb.analogy(
              PictureReader.read(Path.of(args[0])), PictureReader.read(Path.of(args[1])));
      List<Future<Path>> results = new ArrayList<>();
      for (Path file : files(Path.of(args[2]))) {
        results.add(workers.submit(() -> edit(analogy, file, out)));
      }
      // All must have ended before the model is closed.
      workers.shutdown();
      for (Future<Path> result : results) {
        System.out.println(result.get());
      }
    }
  }

  private static Path edit(Analogy analogy, Path file, Path out) {
    Path target = out.resolve(file.getFileName());
    Progress progress =
        new Progress() {
          @Override
          public void step(int step, int of, java.util.function.Supplier<Picture> preview) {
            if (step == of / 2) {
              PngWriter.write(
                  out.resolve("preview").resolve(file.getFileName()), preview.get(), Map.of());
            }
          }

          @Override
          public boolean cancelled() {
            return Files.exists(out.resolve("stop"));
          }
        };
    try {
      Picture b2 = analogy.apply(PictureReader.read(file), Settings.defaults(), progress).picture();
      PngWriter.write(target, b2, Map.of());
      return target;
    } catch (CancellationException e) {
      return Path.of("stopped before " + target.getFileName());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }
}
