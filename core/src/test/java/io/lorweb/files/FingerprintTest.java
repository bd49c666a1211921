package io.lorweb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir Path folder;

  @Test
  void aModelPartIsToldApartByEveryFileThatDecides() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors"), "weights");
    String first = Fingerprint.ofFolder(folder);
    assertThat(first).matches("[0-9a-f]{32}").isEqualTo(Fingerprint.ofFolder(folder));

    Files.writeString(folder.resolve("README.md"), "does not decide");
    assertThat(Fingerprint.ofFolder(folder)).isEqualTo(first);

    Files.writeString(folder.resolve("config.json"), "{ }");
    String second = Fingerprint.ofFolder(folder);
    Files.writeString(folder.resolve("model.safetensors"), "Weights");
    String third = Fingerprint.ofFolder(folder);
    Files.move(folder.resolve("config.json"), folder.resolve("other.json"));
    assertThat(first).isNotIn(second, third, Fingerprint.ofFolder(folder));
    assertThat(second).isNotEqualTo(third);
  }
}
