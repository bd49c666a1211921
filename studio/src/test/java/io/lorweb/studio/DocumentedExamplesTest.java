package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/studio.md do what it says. */
class DocumentedExamplesTest {

  private static final Path PAGE = Path.of("docs", "studio.md");
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir static Path folder;
  private static Studio studio;
  private static Client client;

  @BeforeAll
  static void start() {
    studio = Studio.start(Studios.options(folder.resolve("data")));
    client = new Client(studio.address());
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  /** The page's only program in that language, at this studio's address. */
  private static String program(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(block.find()).as(language).isTrue();
    String program = block.group(1);
    assertThat(program).contains("http://127.0.0.1:7860/");
    return program.replace("http://127.0.0.1:7860/", studio.address());
  }

  private static String upload(String name) {
    return client.upload(Client.example(name));
  }

  @Test
  void theJavaProgramSubmitsAJob() throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        import java.net.*;
        import java.net.http.*;

        public class Example {
          public static String run(String a, String a2, String b) throws Exception {
        %s
            return accepted;
          }
        }
        """
            .formatted(program("java")));
    int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    assertThat(errors).isZero();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Object accepted =
          classes
              .loadClass("Example")
              .getMethod("run", String.class, String.class, String.class)
              .invoke(null, upload("a"), upload("a2"), upload("b"));
      String id = Client.json((String) accepted).get("id").asText();
      assertThat(client.await(id, "done", "failed")).isEqualTo("done");
    }
  }

  @Test
  void thePythonProgramMakesAPicture() throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "Python is not installed");
    for (String name : List.of("a", "a2", "b")) {
      Files.write(folder.resolve(name + ".png"), Client.example(name));
    }
    Process python =
        new ProcessBuilder(PYTHON.toString(), "-c", program("python"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes());
    assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).isEmpty();
    assertThat(PictureReader.read(folder.resolve("b2.png")).width()).isPositive();
  }
}
