package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import java.nio.file.Path;

/** Finished runs as JSON. */
final class Reports {

  private Reports() {}

  static ObjectNode run(Path target, Picture picture, Result result, double seconds) {
    Settings settings = result.run().settings();
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("out", target.toString());
    json.put("width", picture.width());
    json.put("height", picture.height());
    json.put("steps", settings.sampling().steps().orElse(0));
    json.put("guidance", settings.sampling().guidance().orElse(0));
    json.put("seed", settings.sampling().seed());
    json.put("strength", settings.mixing().strength());
    json.put("prompt", settings.wording().prompt().orElse(""));
    settings.canvas().layout().ifPresent(layout -> json.put("layout", layout.label()));
    json.put("device", result.run().device());
    json.put("dtype", result.run().dtype());
    json.put("threads", result.run().threads());
    result
        .span()
        .ifPresent(
            score ->
                json.putObject("span")
                    .put("distance", score.distance())
                    .put("rank", score.rank())
                    .put("outside", score.outside()));
    json.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return json;
  }
}
