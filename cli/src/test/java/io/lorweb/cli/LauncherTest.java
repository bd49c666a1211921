package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.image.PngText;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code lorweb}, set up in a folder of its own so that it finds a finished build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path folder;
  private Path launcher;
  private Path work;

  @BeforeEach
  void install() throws Exception {
    Path root = Files.createDirectory(folder.resolve("a house"));
    launcher = Files.copy(Path.of("lorweb"), root.resolve("lorweb"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path target = Files.createDirectories(root.resolve("cli").resolve("target"));
    Files.writeString(target.resolve("classpath.txt"), System.getProperty("java.class.path"));
    try (ZipOutputStream jar =
        new ZipOutputStream(Files.newOutputStream(target.resolve("lorweb-cli-0.jar")))) {
      jar.putNextEntry(new ZipEntry("META-INF/"));
    }
    work = Files.createDirectory(folder.resolve("work"));
    for (String name : List.of("a.png", "a2.png", "b.png")) {
      Files.copy(Examples.file("sepia", name), work.resolve(name));
    }
  }

  @Test
  void worksFromAnotherFolderWithRelativePaths() throws Exception {
    try (ChildRun run = run("apply", "a.png", "a2.png", "./b.png", "-o", "out/b2.png")) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo("out/b2.png\n");
    }
    assertThat(Examples.read(work.resolve("out/b2.png")).width()).isEqualTo(64);
  }

  @Test
  void withoutATargetAFreeNameIsTaken() throws Exception {
    for (String name : List.of("b-edited.png", "b-edited-2.png")) {
      try (ChildRun run = run("edit", "b.png", "-p", "x", "--steps", "1")) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(name + "\n");
      }
      assertThat(work.resolve(name)).exists();
    }
  }

  @Test
  void worksThroughALink() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path second = Files.createSymbolicLink(bin.resolve("second"), launcher);
    launcher = Files.createSymbolicLink(bin.resolve("lorweb"), second.getFileName());

    try (ChildRun run = run("--version")) {
      assertThat(run.code()).isZero();
      assertThat(run.out()).startsWith("lorweb ");
    }
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    try (ChildRun run = run("apply", "a.png", "none.png", "b.png", "-o", "x.png")) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo("lorweb: none.png does not exist; give the path of a picture\n");
    }
  }

  @Test
  void namesMayHoldAnyLetterEvenWithoutALocale() throws Exception {
    String name = "Äpfel ☃ 写真.png";
    assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name),
        "the system's file names cannot hold these letters");
    Files.copy(work.resolve("b.png"), work.resolve(name));
    ProcessBuilder builder = builder("apply", "a.png", "a2.png", name, "-o", "ört", "--steps", "1");
    List.of("LANG", "LC_ALL", "LC_CTYPE").forEach(builder.environment()::remove);

    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).as(run.err()).isZero();
    }

    assertThat(Examples.list(work.resolve("ört"))).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "xx_YY"})
  void noLetterIsLostInALocaleOfAsciiOrOneThatIsMissing(String locale) throws Exception {
    Files.copy(work.resolve("b.png"), work.resolve("\u00e9.png"));
    ProcessBuilder builder =
        builder("edit", "\u00e9.png", "-o", "x.png", "--steps", "1", "-p", "caf\u00e9");
    List.of("LANG", "LC_CTYPE").forEach(builder.environment()::remove);
    builder.environment().put("LC_ALL", locale);

    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).as(run.err()).isZero();
    }

    assertThat(PngText.read(work.resolve("x.png")).get("parameters")).startsWith("caf\u00e9\n");
  }

  @Test
  void homeIsWhereTheEnvironmentSays() throws Exception {
    ProcessBuilder builder =
        withJava("case $* in *:none*) echo 'openjdk version \"17.0.1\"' >&2;; *) echo $*;; esac");
    builder.environment().put("HOME", work.toString());

    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains(" -Duser.home=" + work + " ");
    }
  }

  @Test
  void saysWhenJavaDoesNotStart() throws Exception {
    try (ChildRun run = ChildRun.start(folder, withJava("echo no room for a heap >&2; exit 1"))) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("does not start: no room for a heap").hasLineCount(1);
    }
  }

  @Test
  void anotherCommitAsksForABuild() throws Exception {
    Path head =
        Files.createDirectories(launcher.resolveSibling(".git").resolve("logs")).resolve("HEAD");
    Files.writeString(head, "a checkout\n");
    Path jar = launcher.resolveSibling("cli").resolve("target").resolve("lorweb-cli-0.jar");
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(head, FileTime.fromMillis(built.toMillis() - 60_000));
    try (ChildRun run = run("--version")) {
      assertThat(run.code()).as(run.err()).isZero();
    }

    Files.setLastModifiedTime(head, FileTime.fromMillis(built.toMillis() + 60_000));
    ProcessBuilder builder = builder("--version");
    builder.environment().put("PATH", tools());
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("needs Maven").hasLineCount(1);
    }
  }

  @Test
  void javasVersionIsReadAndNotAsked() throws Exception {
    ProcessBuilder builder = withJava("echo asked >&2; exit 1");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"11.0.2\"\n");

    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo("lorweb: Java 11 is too old: version 17 or later is needed\n");
    }
  }

  /** The launcher with another program in the place of Java. */
  private ProcessBuilder withJava(String script) throws Exception {
    Path home = Files.createDirectories(folder.resolve("java"));
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = builder("--version");
    builder.environment().put("JAVA_HOME", home.toString());
    return builder;
  }

  @Test
  void saysWhenJavaIsMissing() throws Exception {
    ProcessBuilder builder = builder("--version");
    builder.environment().put("PATH", tools());
    builder.environment().remove("JAVA_HOME");

    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("lorweb: no Java found").hasLineCount(1);
    }
  }

  /** A folder with what the script calls, but without Java. */
  private String tools() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("bash", "dirname", "readlink", "env")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path found = Path.of(place, tool);
        if (Files.exists(found) && !Files.exists(tools.resolve(tool))) {
          Files.copy(found, tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return tools.toString();
  }

  private ChildRun run(String... arguments) {
    return ChildRun.start(folder, builder(arguments));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}
