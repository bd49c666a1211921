package io.lorweb.tiny.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lorweb.eval.suite.Group;
import io.lorweb.files.AtomicFile;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A suite (docs/eval.md) over test pairs of all named tasks, with a row for each level: the
 * embedded model, its base told in words, and copying b. Other models are a line each.
 */
public final class LevelSuite {

  private static final int ITEMS = 4;

  private static final List<String> METRICS =
      List.of("psnr", "gain", "ssim", "foreground-l1", "clip-direction", OracleMetric.ID);

  private LevelSuite() {}

  /**
   * Writes {@code suite.yaml}.
   *
   * @param folder that {@code lorweb tiny data} writes
   */
  public static void write(Path folder, Catalogue catalogue, Levels levels) {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .disable(Feature.WRITE_DOC_START_MARKER)
            .enable(Feature.MINIMIZE_QUOTES)
            .build();
    ObjectNode suite = yaml.createObjectNode();
    suite.put("seed", 0);
    ObjectNode data = suite.putArray("data").addObject();
    data.put("path", folder.resolve("test.jsonl").toString());
    data.put("items", ITEMS);
    catalogue.tasks().stream().map(Task::name).forEach(data.putArray("tasks")::add);
    ObjectNode groups = suite.putObject("groups");
    for (Group group : new TaskGroups(levels, catalogue.tasks()).byLevel()) {
      catalogue.tasks().stream()
          .map(Task::name)
          .filter(group.tasks()::contains)
          .forEach(groups.withArray(group.name())::add);
    }
    ArrayNode models = suite.putArray("models");
    models.addObject().put("name", "LoRWeB");
    models.addObject().put("name", "told in words").put("by", "edit");
    models.addObject().put("name", "copy of b").put("by", "copy");
    METRICS.forEach(suite.putArray("metrics")::add);
    try {
      byte[] text = yaml.writeValueAsString(suite).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve("suite.yaml"), ByteBuffer.wrap(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts can always be written", e);
    }
  }
}
