package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final Path CURL = Path.of("/usr/bin/curl");

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
    assertThat(run("python", PYTHON.toString(), "-c")).isEmpty();
    assertThat(PictureReader.read(folder.resolve("python/b2.png")).width()).isPositive();
  }

  @Test
  void theLinesInCurlMakeAPicture() throws Exception {
    assumeTrue(Files.isExecutable(CURL), "curl is not installed");
    List<String> said = run("sh", "sh", "-e", "-c");
    assertThat(said.get(0)).isEqualTo("id: 1");
    JsonNode job = Client.json(said.get(said.size() - 1));
    assertThat(job.get("state").asText()).isEqualTo("done");
    assertThat(job.at("/request/settings/seed").asText()).isEqualTo("7");
    Picture made = PictureReader.read(folder.resolve("sh/b2.png"));
    assertThat(made.size()).isEqualTo(new Size(512, 512));
    assertThat(made)
        .isEqualTo(
            PictureReader.read(
                client.get("/api/jobs/" + job.get("id").asText() + "/result").bytes(), "result"));
  }

  /** What the page's program prints where the three pictures are. */
  private static List<String> run(String language, String... interpreter) throws Exception {
    Path here = Files.createDirectory(folder.resolve(language));
    for (String name : List.of("a", "a2", "b")) {
      Files.write(here.resolve(name + ".png"), Client.example(name));
    }
    List<String> command = new ArrayList<>(List.of(interpreter));
    command.add(program(language));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(here.toFile()).redirectErrorStream(true);
    // No proxy reaches this machine's own ports.
    builder.environment().put("no_proxy", "127.0.0.1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }
}
