package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.JpegWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More photographs than the heap has room for: one after another is in memory. */
class ManyPhotographsTest {

  private static final int COUNT = 18;
  private static final int WIDTH = 3000;
  private static final int HEIGHT = 2000;

  /** MiB; a photograph has 17 of them, all together more than there are. */
  private static final int HEAP = 256;

  @TempDir Path folder;

  private List<Path> photographs() throws Exception {
    Picture large = Examples.read(Examples.b("sepia")).resize(WIDTH, HEIGHT, Resampling.BICUBIC);
    assertThat(3L * COUNT * WIDTH * HEIGHT).isGreaterThan((long) HEAP << 20);
    List<Path> files = new ArrayList<>();
    Path first = folder.resolve("photo0.jpg");
    JpegWriter.write(first, large, 80);
    files.add(first);
    for (int i = 1; i < COUNT; i++) {
      files.add(Files.copy(first, folder.resolve("photo" + i + ".jpg")));
    }
    return files;
  }

  private void makesAll(Object... arguments) throws Exception {
    Path out = folder.resolve("out-" + arguments[0]);
    List<String> jvm = new ArrayList<>(Launched.options());
    jvm.add("-Xmx" + HEAP + "m");
    try (ChildRun run =
        ChildRun.start(folder, jvm, arguments, photographs().toArray(), "-o", out, "--steps", 1)) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out().lines()).hasSize(COUNT);
    }
    try (Stream<Path> made = Files.list(out)) {
      assertThat(made).hasSize(COUNT);
    }
  }

  @Test
  void applyMakesAll() throws Exception {
    makesAll("apply", Examples.a("sepia"), Examples.a2("sepia"), "--fit", 0);
  }

  @Test
  void editMakesAll() throws Exception {
    makesAll("edit", "-p", "make a negative");
  }
}
