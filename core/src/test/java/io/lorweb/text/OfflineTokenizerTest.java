package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a fresh virtual machine without any setting, tokenizing opens no connection. */
class OfflineTokenizerTest {

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("vocab.json"), "{\"<|startoftext|>\": 0, \"<|endoftext|>\": 1}");
    Files.writeString(folder.resolve("merges.txt"), "");
  }

  /** A machine with a CUDA runtime but no driver is no reason for a warning either. */
  @Test
  void nothingIsReportedDownloadedOrWarnedOf() throws Exception {
    // A cache of its own, so that the natives have to be found.
    Path cache = folder.resolve("cache");
    String output = tokenize(0, null, "-DDJL_CACHE_DIR=" + cache);
    assertThat(output)
        .contains("tokens [0, 1]", "sockets 0", "a connection is seen")
        .doesNotContain("WARN", "GPU", "RUST_FLAVOR");
    assertThat(cache.resolve("tokenizers")).isDirectory();
  }

  @Test
  void nativesLieInTheCacheThatIsNamed() throws Exception {
    Path cache = folder.resolve("own");
    assertThat(tokenize(0, cache)).contains("tokens [0, 1]");
    assertThat(cache.resolve("tokenizers")).isDirectory();
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamedWithItsVariable() throws Exception {
    Path cache = Files.writeString(folder.resolve("file"), "").resolve("cache");
    assertThat(tokenize(1, cache))
        .contains(
            "InputException: the cache " + cache.resolve("tokenizers") + " cannot be written;",
            "LORWEB_CACHE");
  }

  private String tokenize(int code, Path cache, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(flags));
    command.addAll(List.of(Tokenize.class.getName(), folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "OPT_OUT_TRACKING",
                "RUST_FLAVOR",
                "LORWEB_CACHE",
                "DJL_CACHE_DIR",
                "ENGINE_CACHE_DIR"));
    if (cache != null) {
      builder.environment().put("LORWEB_CACHE", cache.toString());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(code);
    return output;
  }

  /** Tokenizes one text and prints how many sockets anybody wanted to open. */
  static final class Tokenize {
    // The factory has no successor that sees every socket of the process.
    @SuppressWarnings("deprecation")
    public static void main(String[] arguments) throws IOException {
      AtomicInteger sockets = new AtomicInteger();
      Socket.setSocketImplFactory(
          () -> {
            sockets.incrementAndGet();
            throw new IllegalStateException("no sockets here");
          });
      try (ClipTokenizer tokenizer = ClipTokenizer.load(Path.of(arguments[0]))) {
        System.out.println("tokens " + Arrays.toString(tokenizer.ids("")));
      }
      System.out.println("sockets " + sockets);

      try {
        new URL("http://127.0.0.1:1/").openConnection(Proxy.NO_PROXY).connect();
      } catch (IllegalStateException e) {
        System.out.println("a connection is seen");
      }
    }
  }
}
