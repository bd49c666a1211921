package io.lorweb.tiny.drawings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {

  @TempDir Path folder;

  private Path tarball(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[i]);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return Files.write(folder.resolve("icons.tgz"), bytes.toByteArray());
  }

  @Test
  void splitsByTheCrcOfTheName() {
    // CRC-32 of "123456789" is the check value of the polynomial's specification.
    assertThat(Split.hash("123456789")).isEqualTo(0xCBF43926L);
    assertThat(Split.of("123456789")).isEqualTo(Split.TRAIN);
    assertThat(Split.hash("alien")).isEqualTo(crc("alien"));
    long tests =
        java.util.stream.IntStream.range(0, 5000)
            .filter(i -> Split.of("name-" + i) == Split.TEST)
            .count();
    assertThat(tests).isBetween(400L, 600L);
  }

  private static long crc(String text) {
    int crc = -1;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      crc ^= b & 255;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
      }
    }
    return ~crc & 0xFFFFFFFFL;
  }

  @Test
  void readsIconsTheirAliasesAndTheirCodePoints() throws IOException {
    Path file =
        tarball(
            "package/icons.json",
            "{\"icons\":{\"a\":{\"body\":\"<g/>\"},\"b\":{\"body\":\"<g/>\",\"height\":33},"
                + "\"old\":{\"body\":\"<g/>\",\"hidden\":true}},"
                + "\"aliases\":{\"c\":{\"parent\":\"a\"},\"m\":{\"parent\":\"a\",\"hFlip\":true}},"
                + "\"width\":32,\"height\":32}",
            "package/chars.json",
            "{\"1f600\":\"a\",\"0023-fe0f\":\"b\"}");

    IconSet set = IconSet.read(file);

    assertThat(set.names()).containsExactly("a", "b");
    assertThat(set.svg("a")).contains(new Svg("<g/>", 32, 32));
    assertThat(set.svg("b")).contains(new Svg("<g/>", 32, 33));
    assertThat(set.svg("c")).contains(new Svg("<g/>", 32, 32));
    assertThat(set.svg("m")).isEmpty();
    assertThat(set.svg("nothing")).isEmpty();
    assertThat(set.codePoints()).containsEntry("a", List.of("1f600"));
    assertThat(Names.plain("0023-fe0f-20e3")).isEqualTo("23-20e3");
  }

  @Test
  void aTornPackageIsRefusedInOneSentence() throws IOException {
    Path file = tarball("package/icons.json", "{\"icons\":{}}".repeat(500));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> IconSet.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("icons.tgz");
  }

  @ParameterizedTest
  @CsvSource({"red-apple,true", "man,true", "kiss-mark,true", "love-letter,true"})
  void keepsPlainNames(String name, boolean wanted) {
    assertThat(Names.wanted(name)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flag-martinique",
        "pirate-flag",
        "crossed-flags",
        "keycap-1",
        "family-man-boy",
        "couple-with-heart",
        "kiss",
        "kiss-woman-man",
        "man-running",
        "woman-elf",
        "men-wrestling",
        "baby-medium-skin-tone"
      })
  void leavesOutVariantsOfTheSame(String name) {
    assertThat(Names.wanted(name)).isFalse();
  }

  @Test
  void aPackageThatIsMissingOrAnotherIsRefused() throws IOException {
    NpmPackage noto = NpmPackage.all().get(0);
    Packages packages = new Packages(folder, false);

    assertThatThrownBy(() -> packages.file(noto))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("npm pack @iconify-json/noto@1.2.9");
    Files.writeString(folder.resolve(noto.file()), "something else");
    assertThatThrownBy(() -> packages.file(noto))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void everyPackageIsPinnedAndPermissive() {
    assertThat(NpmPackage.all())
        .hasSize(6)
        .allSatisfy(
            one -> {
              assertThat(one.sha256()).matches("[0-9a-f]{64}");
              assertThat(one.licence()).isIn("Apache-2.0", "MIT", "CC-BY-4.0");
            });
  }

  @Test
  void paintedDrawingsComeBackFromTheDisk() {
    Pool pool = TestPool.in(folder, 32, List.of("one", "two"));

    Drawing drawing = pool.drawing(Style.FLAT, "two").orElseThrow();
    assertThat(drawing.rgba()).isEqualTo(TestPool.drawing("two", Style.FLAT, 32).rgba());
    assertThat(drawing.style()).isEqualTo(Style.FLAT);
    assertThat(pool.names(Style.PH)).containsExactly("one", "two");
    assertThat(pool.drawing(Style.PH, "three")).isEmpty();
  }

  @Test
  void aTornPoolFileIsMadeAgain() throws IOException {
    Path file = folder.resolve("x.pool");
    PoolFile.write(file, 16, new TreeMap<>(java.util.Map.of("a", new byte[1024])));
    assertThat(PoolFile.open(file, Style.PH, 16)).isPresent();
    assertThat(PoolFile.open(file, Style.PH, 32)).isEmpty();

    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(PoolFile.open(file, Style.PH, 16)).isEmpty();
    assertThat(PoolFile.open(folder.resolve("none"), Style.PH, 16)).isEmpty();
  }
}
