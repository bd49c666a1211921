package io.lorweb.basis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metadata entry {@code lorweb} of an adapter file: a JSON object with what the tensors do not
 * say. The reference stores none of it and needs its YAML. Its keys are the reference's and any may
 * be missing, in files of others also more may stand there: so it is no bound record.
 */
final class BasisMetadata {

  static final String ENTRY = "lorweb";
  private static final ObjectMapper JSON = new ObjectMapper();

  private BasisMetadata() {}

  /** {@code found} with the entry's values, or with a notice when there is no entry. */
  static BasisConfig read(
      Map<String, String> metadata, Path file, BasisConfig found, List<String> notices) {
    if (!metadata.containsKey(ENTRY)) {
      notices.add(
          String.format(
              Locale.ROOT,
              "%s has no routing settings: assuming the paper's (softmax, one head,"
                  + " query %s, encoder %s); give the training configuration with setting 'config'",
              file,
              found.query().label(),
              found.encoder()));
      return found;
    }
    JsonFile json = JsonFile.parse(file + ": metadata entry '" + ENTRY + "'", metadata.get(ENTRY));
    return new BasisConfig(
        json.integer("loras_num", found.lorasNum()),
        json.integer("rank", found.rank()),
        json.integer("keys_dim", found.keysDim()),
        new Routing(
            json.integer("heads", 1),
            Routing.Activation.parse(json.text("activation", "softmax")),
            Routing.Reduction.parse(json.text("mixing_coeffs", "mean"))),
        QueryMode.parse(json.text("query_mode", found.query().label())),
        json.flag("external_query", true),
        json.text("query_projection", "linear").equals("linear"),
        BasisConfig.Pooling.parse(json.text("pooling", "avg")),
        json.text("encoder", ""),
        json.optionalText("layout"));
  }

  /** {@code others} with the entry for {@code config}. */
  static Map<String, String> write(BasisConfig config, Map<String, String> others) {
    ObjectNode json = JSON.createObjectNode();
    json.put("loras_num", config.lorasNum());
    json.put("rank", config.rank());
    json.put("keys_dim", config.keysDim());
    json.put("heads", config.routing().heads());
    json.put("activation", BasisConfig.lower(config.routing().activation()));
    json.put("mixing_coeffs", BasisConfig.lower(config.routing().reduction()));
    json.put("query_mode", config.query().label());
    json.put("query_projection", config.projection() ? "linear" : "none");
    json.put("external_query", config.external());
    json.put("pooling", BasisConfig.lower(config.pooling()));
    json.put("encoder", config.encoder());
    config.layout().ifPresent(layout -> json.put("layout", layout));
    Map<String, String> metadata = new TreeMap<>(others);
    metadata.put(ENTRY, json.toString());
    metadata.put("format", "pt");
    return metadata;
  }
}
