package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a fresh virtual machine without any setting, tokenizing opens no connection. */
class OfflineTokenizerTest {

  @TempDir Path folder;

  @Test
  void nothingIsReportedOrDownloaded() throws Exception {
    Files.writeString(
        folder.resolve("vocab.json"), "{\"<|startoftext|>\": 0, \"<|endoftext|>\": 1}");
    Files.writeString(folder.resolve("merges.txt"), "");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                // A cache of its own, so that the natives have to be found.
                "-DDJL_CACHE_DIR=" + folder.resolve("cache"),
                Tokenize.class.getName(),
                folder.toString())
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "RUST_FLAVOR"));

    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("tokens [0, 1]", "sockets 0", "a connection is seen");
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
