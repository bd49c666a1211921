package io.lorweb.examples.spring;

import io.lorweb.LoRWeB;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * {@code curl -F a=@a.png -F a2=@a2.png -F b=@b.png localhost:8080/edit -o b2.png}: a is to a2 as b
 * is to what comes back.
 */
@RestController
class EditController {

  private final LoRWeB lorweb;

  EditController(LoRWeB lorweb) {
    this.lorweb = lorweb;
  }

  @PostMapping(value = "/edit", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] edit(
      @RequestPart MultipartFile a, @RequestPart MultipartFile a2, @RequestPart MultipartFile b)
      throws IOException {
    return lorweb.analogy(picture("a", a), picture("a2", a2)).apply(picture("b", b)).toPng();
  }

  private static Picture picture(String name, MultipartFile file) throws IOException {
    return PictureReader.read(file.getBytes(), name);
  }

  /** What the user can mend is told in one sentence. */
  @ExceptionHandler
  ResponseEntity<String> wrong(InputException e) {
    return text(HttpStatus.BAD_REQUEST, e);
  }

  /** The service is ending: the model has been closed. */
  @ExceptionHandler
  ResponseEntity<String> closing(IllegalStateException e) {
    return text(HttpStatus.SERVICE_UNAVAILABLE, e);
  }

  private static ResponseEntity<String> text(HttpStatus status, RuntimeException e) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(e.getMessage());
  }
}
