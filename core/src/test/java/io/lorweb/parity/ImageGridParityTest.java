package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.TrainingBox;
import io.lorweb.image.Buckets;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Fixture image-grid: resampling, composites and buckets of the reference. */
@Tag("parity")
class ImageGridParityTest {

  private static final Path ROOT =
      Path.of(System.getProperty("lorweb.fixtures", "fixtures"), "image-grid");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(ROOT)) {
      cases = folders.filter(f -> Files.exists(f.resolve("case.json"))).sorted().toList();
    }
    assertThat(cases).as("cases in %s", ROOT).isNotEmpty();
    return cases.stream()
        .map(folder -> dynamicTest(folder.getFileName().toString(), () -> walk(folder)));
  }

  private static void walk(Path folder) throws IOException {
    JsonNode parameters = JSON.readTree(folder.resolve("case.json").toFile());
    String kind = parameters.path("case").asText();
    Path table = folder.resolve("buckets.json");
    if (Files.exists(table)) {
      compareBuckets(table);
      return;
    }
    JsonNode jobs = parameters.path("jobs");
    // What a job is tells the kind of the case: a second set may name its folders otherwise.
    Map<String, Picture> actual =
        jobs.at("/0").has("picture")
            ? resized(folder, jobs)
            : jobs.at("/0").has("pictures") ? composed(folder, jobs) : boxed(folder, jobs);
    compare(kind, actual, U8Fixture.read(folder.resolve("expected.safetensors")), parameters);
  }

  private static Map<String, Picture> resized(Path folder, JsonNode jobs) {
    Map<String, Picture> pictures = new TreeMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      Picture picture = PictureReader.read(folder.resolve(jobs.get(i).path("picture").asText()));
      int width = jobs.get(i).at("/to/0").asInt();
      int height = jobs.get(i).at("/to/1").asInt();
      for (Resampling filter : Resampling.values()) {
        pictures.put(
            i + "." + filter.name().toLowerCase(Locale.ROOT),
            picture.resize(width, height, filter));
      }
    }
    return pictures;
  }

  private static Map<String, Picture> composed(Path folder, JsonNode jobs) {
    Map<String, Picture> pictures = new TreeMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      List<Picture> cells = new ArrayList<>();
      jobs.get(i)
          .path("pictures")
          .forEach(name -> cells.add(PictureReader.read(folder.resolve(name.asText()))));
      JsonNode maxSize = jobs.get(i).path("max_size");
      pictures.put(
          "" + i,
          Composite.reference(
              cells.get(0),
              cells.get(1),
              cells.get(2),
              maxSize.isNumber() ? OptionalInt.of(maxSize.asInt()) : OptionalInt.empty()));
    }
    return pictures;
  }

  private static Map<String, Picture> boxed(Path folder, JsonNode jobs) {
    Map<String, Picture> pictures = new TreeMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      JsonNode job = jobs.get(i);
      TrainingBox box =
          TrainingBox.of(
              PictureReader.read(folder.resolve(job.path("control").asText())),
              PictureReader.read(folder.resolve(job.path("target").asText())),
              job.path("resolution").asInt());
      assertThat(box.target().size())
          .isEqualTo(new Size(job.at("/bucket/0").asInt(), job.at("/bucket/1").asInt()));
      pictures.put(i + ".target", box.target());
      pictures.put(i + ".context", box.context());
    }
    return pictures;
  }

  private static void compare(
      String kind,
      Map<String, Picture> actual,
      Map<String, Picture> expected,
      JsonNode parameters) {
    assertThat(expected).isNotEmpty();
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    int largest = 0;
    for (String key : expected.keySet()) {
      Picture want = expected.get(key);
      Picture have = actual.get(key);
      assertThat(have.size()).as(key).isEqualTo(want.size());
      JsonNode tolerance = parameters.path("tolerance").path(key);
      assertThat(tolerance.isObject()).as("tolerance of " + key).isTrue();
      int worst = 0;
      int differing = 0;
      byte[] wanted = want.toBytes();
      byte[] had = have.toBytes();
      for (int i = 0; i < wanted.length; i++) {
        int gap = Math.abs((wanted[i] & 255) - (had[i] & 255));
        worst = Math.max(worst, gap);
        differing += gap == 0 ? 0 : 1;
      }
      assertThat((double) worst).as(key).isLessThanOrEqualTo(tolerance.path("atol").asDouble(1));
      if (tolerance.has("max_share_off_by_one")) {
        assertThat((double) differing / wanted.length)
            .as("share of differing samples of " + key)
            .isLessThanOrEqualTo(tolerance.path("max_share_off_by_one").asDouble());
      }
      largest = Math.max(largest, worst);
    }
    System.out.printf(
        "image-grid/%s: %d keys, largest difference %d%n", kind, expected.size(), largest);
  }

  private static void compareBuckets(Path table) throws IOException {
    JsonNode rows = JSON.readTree(table.toFile());
    assertThat(rows.size()).isPositive();
    for (JsonNode row : rows) {
      Buckets.Fit fit = Buckets.fit(size(row.path("picture")), row.path("resolution").asInt());
      assertThat(fit)
          .as(row.toString())
          .isEqualTo(new Buckets.Fit(size(row.path("bucket")), size(row.path("scale_to"))));
    }
    System.out.printf("image-grid/buckets: %d rows%n", rows.size());
  }

  private static Size size(JsonNode pair) {
    return new Size(pair.get(0).asInt(), pair.get(1).asInt());
  }
}
