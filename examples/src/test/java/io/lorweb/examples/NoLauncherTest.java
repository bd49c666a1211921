package io.lorweb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.tensor.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A program that embeds the library has no launcher to set its environment. */
class NoLauncherTest {

  /** Says what the engine runs with and what the C library's environment holds by then. */
  static final class Program {
    public static void main(String[] args) {
      try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
        System.out.printf("%s %s%n", Engine.start().waitPolicy(), lorweb.notices());
      }
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theLibrarySetsTheThreadPolicyItself() throws Exception {
    assertThat(run(null)).isEqualTo("PASSIVE []");
  }

  @Test
  void anotherPolicyIsKeptAndSaidAloud() throws Exception {
    assertThat(run("ACTIVE")).startsWith("ACTIVE [OMP_WAIT_POLICY is ACTIVE: start with");
  }

  private static String run(String policy) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    builder.environment().remove("OMP_WAIT_POLICY");
    if (policy != null) {
      builder.environment().put("OMP_WAIT_POLICY", policy);
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.strip();
  }
}
