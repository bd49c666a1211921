package io.lorweb.basis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The reference's training YAML, of which an adapter needs {@code config.process[0].network}
 * (docs/spec/LORWEB.md section 2.8). {@code linear_alpha} is ignored there and here: the scale is
 * 1.
 */
final class ReferenceYaml {

  private ReferenceYaml() {}

  /**
   * @param found what the tensors' shapes tell
   * @param notices takes one sentence per assumed value
   */
  static BasisConfig read(Path file, BasisConfig found, List<String> notices) {
    Section network = network(file);
    if (!network.text("type", "attlora").equals("attlora")) {
      throw network.refused(
          "type", "is '" + network.text("type") + "' but a LoRWeB adapter has type attlora");
    }
    if (!network.has("network_kwargs")) {
      throw network.refused("network_kwargs", "is missing: it tells how the adapter routes");
    }
    Section kwargs = network.section("network_kwargs");
    BasisConfig paper = BasisConfig.PAPER;
    boolean softmax = true;
    if (kwargs.has("lora_softmax")) {
      softmax = kwargs.flag("lora_softmax", true);
    } else {
      notices.add(kwargs.where() + " lacks lora_softmax: assuming true, as in the paper");
    }
    boolean external = kwargs.flag("external_query", true);
    QueryMode mode = paper.query();
    if (kwargs.has("query_mode")) {
      mode = QueryMode.parse(kwargs.text("query_mode"));
    } else {
      notices.add(kwargs.where() + " lacks query_mode: assuming cat-aa'b, as in the paper");
    }
    String rankKey = network.has("linear") ? "linear" : "rank";
    return new BasisConfig(
        kwargs.integer("loras_num", found.lorasNum()),
        network.integer(rankKey, found.rank()),
        kwargs.integer("lora_keys_dim", found.keysDim()),
        new Routing(
            kwargs.integer("lora_heads", 1),
            softmax ? Routing.Activation.SOFTMAX : Routing.Activation.TANH,
            Routing.Reduction.parse(kwargs.text("mixing_coeffs_type", "mean"))),
        mode,
        external,
        kwargs.text("query_projection_type", "linear").equals("linear"),
        BasisConfig.Pooling.parse(kwargs.text("pooling_type", "avg")),
        kwargs.text("external_query_model", external ? BasisConfig.CLIP_L : ""),
        Optional.empty());
  }

  /** Writes what {@link #read} needs, in the reference's structure. */
  static void write(Path file, BasisConfig config) {
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode root = yaml.createObjectNode();
    root.put("job", "extension");
    ObjectNode process = root.putObject("config").putArray("process").addObject();
    process.put("type", "sd_trainer");
    ObjectNode network = process.putObject("network");
    network.put("type", "attlora");
    network.put("linear", config.rank());
    network.put("linear_alpha", config.rank());
    network.put("transformer_only", true);
    ObjectNode kwargs = network.putObject("network_kwargs");
    kwargs.put("loras_num", config.lorasNum());
    kwargs.put("lora_keys_dim", config.keysDim());
    kwargs.put("lora_heads", config.routing().heads());
    kwargs.put("lora_softmax", config.routing().activation() == Routing.Activation.SOFTMAX);
    kwargs.put("mixing_coeffs_type", BasisConfig.lower(config.routing().reduction()));
    kwargs.put("external_query", config.external());
    kwargs.put("query_mode", config.query().label());
    kwargs.put("query_projection_type", config.projection() ? "linear" : "none");
    kwargs.put("pooling_type", BasisConfig.lower(config.pooling()));
    if (config.external()) {
      kwargs.put("external_query_model", config.encoder());
    }
    try {
      byte[] bytes = yaml.writeValueAsBytes(root);
      AtomicFile.write(file, ByteBuffer.wrap(bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a configuration cannot be written as YAML", e);
    }
  }

  /** As training reads it; variables that are not set stay as they are, since few keys matter. */
  private static Section network(Path file) {
    YamlFile yaml =
        YamlFile.read(
            file, name -> Objects.requireNonNullElse(System.getenv(name), "${" + name + "}"));
    Section root = new Section(yaml, "", "", yaml.root(), new HashSet<>());
    List<Section> process = root.section("config").sections("process");
    if (process.isEmpty() || !process.get(0).has("network")) {
      throw InputException.of(
          "%s is no training configuration: it has no config.process[0].network", file);
    }
    return process.get(0).section("network");
  }
}
