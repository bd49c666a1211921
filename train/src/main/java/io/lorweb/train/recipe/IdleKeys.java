package io.lorweb.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.config.KnownKeys;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keys of the short form that a run makes no use of, since something else learns or is chosen: they
 * are named to whoever gave them. Keys of {@code data} are left out, as data serves every run.
 */
final class IdleKeys {

  /** Keys, and the runs that use them. A key in several rules needs all of them. */
  private record Rule(Predicate<Recipe> used, List<String> keys) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              run -> basis(run).isPresent(),
              "adapter.loras_num adapter.heads adapter.activation adapter.query adapter.external"
                  + " adapter.projection adapter.from"),
          rule(
              run -> basis(run).isPresent() || run.trained() instanceof Trained.Lora,
              "adapter.rank adapter.only adapter.ignore adapter.dropout"),
          rule(
              IdleKeys::flow,
              "train.timesteps train.few_steps train.weighting train.guidance train.quadrants"
                  + " train.checkpointing train.layout train.text_length train.device train.dtype"
                  + " train.memory sample.steps sample.guidance sample.seed sample.analogies"),
          rule(
              run -> run.trained() instanceof Trained.Transformer || !flow(run),
              "adapter.fresh adapter.ema"),
          rule(run -> run.trained() instanceof Trained.Transformer, "adapter.text adapter.grow"),
          rule(run -> !flow(run), "adapter.frozen"),
          rule(
              run -> run.trained() instanceof Trained.Autoencoder,
              "adapter.kl adapter.distance adapter.equivariance"),
          rule(
              run -> basis(run).filter(BasisConfig::external).isPresent(),
              "adapter.encoder train.encoder_folder train.entropy train.balance"),
          rule(
              run -> basis(run).filter(config -> !config.external()).isPresent(),
              "adapter.pooling"),
          rule(run -> basis(run).filter(config -> !config.external()).isEmpty(), "adapter.dropout"),
          rule(run -> basis(run).filter(BasisConfig::projection).isPresent(), "adapter.keys_dim"),
          rule(
              run -> basis(run).filter(config -> config.routing().heads() > 1).isPresent(),
              "adapter.mixing"),
          rule(run -> run.base().layout() == Layout.GRID, "train.quadrants"),
          rule(run -> shape(run) == Shape.COSINE_WITH_RESTARTS, "train.cycles"),
          rule(run -> shape(run) == Shape.STEP, "train.step_size train.gamma"),
          rule(
              run -> run.sampling().every() > 0,
              "sample.steps sample.guidance sample.seed sample.analogies"));

  private IdleKeys() {}

  private static Rule rule(Predicate<Recipe> used, String keys) {
    return new Rule(used, List.of(keys.split(" ")));
  }

  /** Every key that some rule is about. */
  static Stream<String> conditional() {
    return RULES.stream().flatMap(rule -> rule.keys().stream()).distinct();
  }

  /**
   * Those that the file gives in vain; one that says what holds without it is not worth a word.
   *
   * @param root the file
   * @param recipe what it says
   * @param read reads such a file
   * @return each as "key" or "key (value)"
   */
  static List<String> of(ObjectNode root, Recipe recipe, Function<ObjectNode, Recipe> read) {
    List<String> given =
        RULES.stream()
            .filter(rule -> !rule.used().test(recipe))
            .flatMap(rule -> rule.keys().stream())
            .distinct()
            .filter(key -> !at(root, key).isMissingNode() && !at(root, key).isNull())
            .toList();
    if (given.isEmpty()) {
      return given;
    }
    ObjectNode others = root.deepCopy();
    given.forEach(key -> remove(others, key));
    ObjectNode whole = RecipeYaml.tree(recipe);
    ObjectNode without = RecipeYaml.tree(read.apply(others));
    List<String> named = new ArrayList<>();
    for (String key : given) {
      if (at(whole, key).isMissingNode() || !at(whole, key).equals(at(without, key))) {
        named.add(
            at(root, key).isValueNode() ? key + " (" + KnownKeys.shown(at(root, key)) + ")" : key);
      }
    }
    return named;
  }

  private static JsonNode at(ObjectNode root, String key) {
    return root.at("/" + key.replace('.', '/'));
  }

  private static void remove(ObjectNode root, String key) {
    int dot = key.indexOf('.');
    ((ObjectNode) root.get(key.substring(0, dot))).remove(key.substring(dot + 1));
  }

  private static Optional<BasisConfig> basis(Recipe run) {
    return run.trained() instanceof Trained.Basis basis
        ? Optional.of(basis.config())
        : Optional.empty();
  }

  /** Whether it is the transformer that learns, by flow matching. */
  private static boolean flow(Recipe run) {
    return !(run.trained() instanceof Trained.Autoencoder || run.trained() instanceof Trained.Clip);
  }

  private static Shape shape(Recipe run) {
    return run.optimization().schedule().shape();
  }
}
