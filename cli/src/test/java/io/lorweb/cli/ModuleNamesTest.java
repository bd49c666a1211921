package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every jar names its module: without that it would be called by its file. */
class ModuleNamesTest {

  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
  private static final Pattern NAME = Pattern.compile("<module.name>(.+?)</module.name>");

  private static List<String> modules() throws IOException {
    return MODULE
        .matcher(Files.readString(Path.of("pom.xml")))
        .results()
        .map(one -> one.group(1))
        .toList();
  }

  private static String name(String module) throws IOException {
    Matcher name = NAME.matcher(Files.readString(Path.of(module, "pom.xml")));
    assertThat(name.find()).as("module.name of %s", module).isTrue();
    return name.group(1);
  }

  @Test
  void everyModuleHasANameOfItsOwn() throws IOException {
    assertThat(modules()).contains("core", "tiny-model", "cli", "examples/spring");
    Set<String> names = new HashSet<>();
    for (String module : modules()) {
      String expected = "io.lorweb." + module.replaceAll("[/-]", ".");
      assertThat(name(module)).isEqualTo(expected);
      assertThat(names.add(expected)).isTrue();
    }
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<Automatic-Module-Name>${module.name}</Automatic-Module-Name>");
  }

  /** Those that the build has packed before it tests this module. */
  @Test
  void everyJarThatHasBeenBuiltSaysIt() throws IOException {
    Map<Path, String> said = new LinkedHashMap<>();
    Map<Path, String> expected = new LinkedHashMap<>();
    for (String module : modules()) {
      for (Path file : jars(Path.of(module, "target"))) {
        try (JarFile jar = new JarFile(file.toFile())) {
          said.put(file, jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
          expected.put(file, name(module));
        }
      }
    }
    assertThat(said).isEqualTo(expected);
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*SNAPSHOT\\.jar")).toList();
    }
  }
}
