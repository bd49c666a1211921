package io.lorweb.eval.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the judge has said so far, one file each: nobody pays for an answer twice. Refusals and
 * nonsense are kept like all answers; asking until one likes the answer would be choosing it.
 */
record Replies(Path folder) {

  private static final String WROTE = "wrote";
  private static final String REFUSED = "refused";

  Optional<Outcome<String>> find(String key) {
    if (!Files.exists(file(key))) {
      return Optional.empty();
    }
    JsonFile json = JsonFile.read(file(key));
    return Optional.of(
        json.has(WROTE)
            ? new Given<>(json.text(WROTE))
            : new Missing<>(Why.REFUSED, json.text(REFUSED)));
  }

  void keep(String key, Sheet sheet, Outcome<String> reply) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("prompt", sheet.prompt().hash());
    sheet.pictures().forEach(file -> json.withArray("pictures").add(file.getFileName().toString()));
    if (reply instanceof Given<String> given) {
      json.put(WROTE, given.value());
    } else {
      json.put(REFUSED, ((Missing<String>) reply).text());
    }
    JsonFile.write(file(key), json);
  }

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }
}
