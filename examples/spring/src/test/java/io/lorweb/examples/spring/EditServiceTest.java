package io.lorweb.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.LoRWeB;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** The service itself on a free port, asked as a browser would. */
class EditServiceTest {

  private static final Path ANALOGY = Path.of("examples/analogies/borderblack");

  private static ServletWebServerApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        (ServletWebServerApplicationContext)
            SpringApplication.run(EditService.class, "--server.port=0");
  }

  @AfterAll
  static void stop() {
    LoRWeB lorweb = service.getBean(LoRWeB.class);
    service.close();
    assertThatThrownBy(lorweb::warmUp).isInstanceOf(IllegalStateException.class);
  }

  private static ResponseEntity<byte[]> posted(Path b) {
    MultiValueMap<String, Resource> body = new LinkedMultiValueMap<>();
    body.add("a", new FileSystemResource(ANALOGY.resolve("a.png")));
    body.add("a2", new FileSystemResource(ANALOGY.resolve("a2.png")));
    body.add("b", new FileSystemResource(b));
    return RestClient.create("http://localhost:" + service.getWebServer().getPort())
        .post()
        .uri("/edit")
        .contentType(MediaType.MULTIPART_FORM_DATA)
        .body(body)
        .retrieve()
        .onStatus(status -> true, (request, response) -> {})
        .toEntity(byte[].class);
  }

  @Test
  void threePicturesMakeAFourth() {
    ResponseEntity<byte[]> answer = posted(ANALOGY.resolve("b.png"));

    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
    Picture made = PictureReader.read(answer.getBody(), "answer");
    Picture truth = PictureReader.read(ANALOGY.resolve("truth.png"));
    Picture b = PictureReader.read(ANALOGY.resolve("b.png"));
    assertThat(made.size()).isEqualTo(b.size());
    assertThat(distance(made, truth)).isLessThan(distance(b, truth) / 2);
  }

  @Test
  void whatIsNoPictureIsRefusedInOneSentence(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("b.png"), "no picture");
    ResponseEntity<byte[]> answer = posted(file);

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(new String(answer.getBody(), UTF_8))
        .isEqualTo(
            "b is not a picture of a known format; give a PNG, JPEG, WebP, BMP or GIF picture");
  }

  /** Mean of absolute differences. */
  private static double distance(Picture one, Picture other) {
    byte[] left = one.toBytes();
    byte[] right = other.toBytes();
    assertThat(left).hasSameSizeAs(right);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 255) - (right[i] & 255));
    }
    return sum / left.length;
  }
}
