package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Routing;
import io.lorweb.config.Section;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The reference's {@code network} block (docs/spec/LORWEB.md section 2.8). */
final class ReferenceNetwork {

  private ReferenceNetwork() {}

  static Trained read(Section network, Layout layout, List<String> notices) {
    Section kwargs = network.section("network_kwargs");
    TargetLinears targets =
        new TargetLinears(kwargs.texts("only_if_contains"), kwargs.texts("ignore_if_contains"));
    String type = network.text("type", "lora");
    return switch (type) {
      case "attlora" ->
          new Trained.Basis(basis(network, kwargs, layout, notices), targets, Optional.empty());
      case "lora" -> network.make(() -> new Trained.Lora(rank(network), targets));
      default ->
          throw network.refused(
              "type", "is '" + type + "', which is not implemented: use attlora or lora");
    };
  }

  private static int rank(Section network) {
    OptionalInt linear = network.optionalInteger("linear");
    OptionalInt rank = network.optionalInteger("rank");
    return (linear.isPresent() ? linear : rank)
        .orElseThrow(() -> network.refused("linear", "is missing: it is the rank, 4 in the paper"));
  }

  private static BasisConfig basis(
      Section network, Section kwargs, Layout layout, List<String> notices) {
    BasisConfig paper = BasisConfig.PAPER;
    assume(kwargs, "loras_num", paper.lorasNum(), notices);
    assume(kwargs, "lora_softmax", true, notices);
    assume(kwargs, "query_mode", paper.query().label(), notices);
    assume(kwargs, "lora_keys_dim", paper.keysDim(), notices);
    assume(kwargs, "lora_heads", 1, notices);
    assume(kwargs, "mixing_coeffs_type", "mean", notices);
    assume(kwargs, "external_query", true, notices);
    assume(kwargs, "query_projection_type", "linear", notices);
    assume(kwargs, "pooling_type", "avg", notices);
    boolean external = kwargs.flag("external_query", true);
    String projection = kwargs.text("query_projection_type", "linear");
    if (!projection.matches("linear|none")) {
      throw kwargs.refused(
          "query_projection_type", "is '" + projection + "' but must be linear or none");
    }
    if (external) {
      assume(kwargs, "external_query_model", BasisConfig.CLIP_L, notices);
    }
    int rank = rank(network);
    return kwargs.make(
        () ->
            new BasisConfig(
                kwargs.integer("loras_num", paper.lorasNum()),
                rank,
                kwargs.integer("lora_keys_dim", paper.keysDim()),
                new Routing(
                    kwargs.integer("lora_heads", 1),
                    kwargs.flag("lora_softmax", true)
                        ? Routing.Activation.SOFTMAX
                        : Routing.Activation.TANH,
                    kwargs.choice(
                        "mixing_coeffs_type", Routing.Reduction.class, Routing.Reduction.MEAN)),
                QueryMode.parse(kwargs.text("query_mode", paper.query().label())),
                external,
                projection.equals("linear"),
                kwargs.choice("pooling_type", BasisConfig.Pooling.class, BasisConfig.Pooling.AVG),
                external ? kwargs.text("external_query_model", BasisConfig.CLIP_L) : "",
                Optional.of(layout.label())));
  }

  private static void assume(Section kwargs, String key, Object value, List<String> notices) {
    if (!kwargs.has(key)) {
      notices.add(
          "network.network_kwargs lacks " + key + ": assuming " + value + ", as in the paper");
    }
  }
}
