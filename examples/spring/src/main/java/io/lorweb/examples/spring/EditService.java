package io.lorweb.examples.spring;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Loads the model once, serves it to all requests and frees it at the end. */
@SpringBootApplication
public class EditService {

  public static void main(String[] args) {
    SpringApplication.run(EditService.class, args);
  }

  /** One for all threads; what a request may cost is limited. */
  @Bean(destroyMethod = "close")
  LoRWeB lorweb() {
    LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults().limits(l -> l.area(1 << 20).steps(100)));
    lorweb.warmUp();
    return lorweb;
  }
}
