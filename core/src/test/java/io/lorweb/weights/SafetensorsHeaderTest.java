package io.lorweb.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsHeaderTest {

  @TempDir Path folder;

  @Test
  void tensorsKeepTheOrderOfTheHeader() throws IOException {
    Path file =
        file(
            """
            {"__metadata__":{"format":"pt"},
             "b":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},
             "a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""",
            32);

    SafetensorsHeader header = SafetensorsHeader.read(file);

    assertThat(header.file()).isEqualTo(file);
    assertThat(header.tensors().keySet()).containsExactly("b", "a");
    assertThat(header.tensors().get("b").elements()).isEqualTo(6);
    assertThat(header.tensors().get("b").sizes()).containsExactly(2, 3);
    assertThat(header.tensors().get("a").elements()).isEqualTo(1);
    assertThat(header.metadata()).containsEntry("format", "pt");
    assertThat(header.dataOffset()).isEqualTo(Files.size(file) - 32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|Duplicate field 'x'",
        "{'x':{'dtype':'F33','shape':[1],'data_offsets':[0,4]}}|tensor \"x\" has the dtype \"F33\", which is none of [I64, F64, F32",
        "{'x':{'dtype':'F32','shape':[-0],'data_offsets':[0,4]}}|the shape of tensor \"x\" holds -0, not a whole number",
        "{'x':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}|the shape of tensor \"x\" holds 99999999999999999999, which is too large",
        "{'x':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}}|the shape [4611686018427387904, 4] of tensor \"x\" is too large",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}|tensor \"x\" takes 8 bytes by its shape [2] and dtype F32, but its data_offsets span 4",
        "{'x':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}|is cut off or damaged: its tensors take 3 bytes, but it holds 4 bytes of data",
        "{'\\ud800':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}|half of a surrogate pair",
        "{'x':{'shape':[1],'data_offsets':[0,4]}}|the entry of tensor \"x\" lacks dtype",
        "{'100%d':7}|the entry of tensor \"100%d\" is not an object",
        "{'__metadata__':{'%s':7}}|__metadata__ holds something other than a text under \"%s\"",
        "{'a\\nb':7}|the entry of tensor \"a?b\" is not an object",
        "[]|its header is not a JSON object",
      })
  void aRefusalNamesTheFileAndWhatIsWrong(String header, String reason) throws IOException {
    Path file = file(header.replace('\'', '"'), 4);

    assertThatThrownBy(() -> SafetensorsHeader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "version https://git-lfs.github.com/spec/v1,git lfs pull",
    "<!DOCTYPE html><html></html>,web page",
    "PK-zipped-weights,zip archive"
  })
  void aWellKnownMixUpIsNamed(String content, String hint) throws IOException {
    Path file = Files.writeString(folder.resolve("model.safetensors"), content);

    assertThatThrownBy(() -> SafetensorsHeader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path missing = folder.resolve("missing.safetensors");

    assertThatThrownBy(() -> SafetensorsHeader.read(missing))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + " does not exist");
    assertThatThrownBy(() -> SafetensorsHeader.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + " is not a file");
  }

  @Test
  void aSparseFileOfAHundredMegabyteHeaderIsRefusedQuickly() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.write(length(SafetensorsHeader.LIMIT));
      access.setLength(8L + SafetensorsHeader.LIMIT);
    }

    assertThat(Duration.ofNanos(nanosToRefuse(file))).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void damagedHeadersAreNeverADefect() throws IOException {
    byte[] whole = Files.readAllBytes(file(TWO_TENSORS, 12));
    Random random = new Random(7);
    Path file = folder.resolve("damaged.safetensors");

    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3));
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      try {
        SafetensorsHeader.read(file);
      } catch (InputException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }

  /** A virtual machine that has no engine on its class path reads headers all the same. */
  @Test
  void theEngineIsNotNeeded() throws Exception {
    String withoutEngine =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("bytedeco"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                withoutEngine,
                ReadHeader.class.getName(),
                file(TWO_TENSORS, 12).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("[x, y]");
  }

  private static final String TWO_TENSORS =
      """
      {"__metadata__":{"format":"pt"},\
      "x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "y":{"dtype":"BF16","shape":[1,2],"data_offsets":[8,12]}}""";

  private static long nanosToRefuse(Path file) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> SafetensorsHeader.read(file)).isInstanceOf(InputException.class);
    return System.nanoTime() - start;
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes);
    bytes.put(length(json.length)).put(json);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  /** Prints the tensors' names of one file. */
  static final class ReadHeader {
    public static void main(String[] arguments) {
      SafetensorsHeader header = SafetensorsHeader.read(Path.of(arguments[0]));
      header.tensors().values().forEach(TensorInfo::elements);
      System.out.println(header.tensors().keySet());
    }
  }
}
