package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StudioCommandTest {

  private static final long A_WHILE = 60;

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itPrintsItsAddressServesAndEndsOnASignal() throws Exception {
    Object[] arguments = {
      "studio", "--port", 0, "--data", folder.resolve("data"), "--no-open", "--queue", 3
    };
    try (ChildRun child = ChildRun.start(folder, List.of(), arguments)) {
      child.until(() -> child.out().contains("\n"));
      assertThat(child.out()).matches("http://127\\.0\\.0\\.1:\\d+/\\R");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(child.out().strip()))
              .header("Accept", "text/html")
              .build();
      String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      assertThat(page).contains("<title>LoRWeB studio</title>", "Add a picture before the edit");
      child.signal("TERM");
      assertThat(child.code(A_WHILE)).isEqualTo(143);
      assertThat(child.err()).isEmpty();
    }
  }

  @Test
  void whatCannotBeIsSaidBeforeAnythingIsServed() {
    refused("port 70000 must lie in 0..65535", "--port", 70_000);
    refused("can be reached by others", "--host", "0.0.0.0");
    refused("at least 16 characters", "--host", "0.0.0.0", "--token", "short");
    refused("nowhere", "--model", folder.resolve("nowhere"));
    refused("postgresql://", "--database", "mysql://me:secret-word@host/name");
    refused("at least 1", "--queue", 0);
  }

  private void refused(String says, Object... options) {
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "studio";
    arguments[1] = "--data";
    arguments[2] = folder.resolve("data");
    arguments[3] = "--no-open";
    System.arraycopy(options, 0, arguments, 4, options.length);
    CommandRun run = CommandRun.of(arguments);
    run.refused(says);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("secret-word");
  }
}
