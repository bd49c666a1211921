package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    assertThat(output).contains("tokens [0, 1]", "connections []", "recorder works");
  }

  /** Tokenizes one text and prints every connection that anybody wanted to open. */
  static final class Tokenize {
    public static void main(String[] arguments) throws IOException {
      List<URI> wanted = Collections.synchronizedList(new ArrayList<>());
      ProxySelector.setDefault(new Recorder(wanted));
      try (ClipTokenizer tokenizer = ClipTokenizer.load(Path.of(arguments[0]))) {
        System.out.println("tokens " + Arrays.toString(tokenizer.ids("")));
      }
      System.out.println("connections " + wanted);

      try (Socket socket = new Socket("127.0.0.1", 1)) {
        System.out.println("somebody listens on port 1: " + socket);
      } catch (IOException e) {
        System.out.println(wanted.isEmpty() ? "recorder is blind" : "recorder works");
      }
    }
  }

  /** Every socket and every URL asks the proxy selector first. */
  private static final class Recorder extends ProxySelector {
    private final List<URI> wanted;

    Recorder(List<URI> wanted) {
      this.wanted = wanted;
    }

    @Override
    public List<Proxy> select(URI uri) {
      wanted.add(uri);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }
}
