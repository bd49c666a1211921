package io.lorweb.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A study of its own Java, which can be killed. */
final class Studies {

  private Studies() {}

  /** Of folder, port and address of a database or nothing; prints its address. */
  public static void main(String[] arguments) throws InterruptedException {
    Study study =
        Study.serve(
            new StudyOptions(
                Path.of(arguments[0]),
                Optional.of(arguments[2]).filter(url -> !url.isEmpty()),
                "127.0.0.1",
                Integer.parseInt(arguments[1]),
                List.of(),
                StudyServerTest.SECRET));
    System.out.println(study.address());
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Starts one with the classes of this test. */
  static Process start(Path folder, int port, String database) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Studies.class.getName(),
            folder.toString(),
            Integer.toString(port),
            database)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
