package io.lorweb.train.recipe;

import io.lorweb.config.Section;
import io.lorweb.train.recipe.Objective.Timesteps;
import io.lorweb.train.recipe.Objective.Weighting;
import io.lorweb.train.recipe.Optimization.Schedule;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import java.util.List;

/** The reference's {@code train} block (docs/spec/LORWEB.md sections 8.5, 8.6 and 8.9). */
final class ReferenceTraining {

  private ReferenceTraining() {}

  static Objective objective(Section train, Section network, List<String> notices) {
    Timesteps timesteps = timesteps(train);
    Weighting weighting = Weighting.NONE;
    if (timesteps == Timesteps.WEIGHTED && !train.has("timestep_weighting")) {
      weighting = Weighting.EFFECTIVE;
      notices.add(
          "timestep_type weighted: weighting by the bell curve that the reference really uses;"
              + " train.timestep_weighting: none, intended, effective or flattened chooses");
    }
    Weighting chosen = train.choice("timestep_weighting", Weighting.class, weighting);
    double dropout = network.decimal("dropout", 0);
    boolean applies = network.flag("dropout_applies", false);
    if (dropout != 0 && !applies) {
      notices.add(
          "network.dropout has no effect in the reference and none here, unless"
              + " network.dropout_applies: true");
    }
    return train.make(
        () ->
            new Objective(
                timesteps,
                train.optionalInteger("few_steps"),
                chosen,
                train.decimal("cfg_scale", 1),
                train.decimals("quadrant_weights", Objective.ALL_QUADRANTS),
                train.decimal("entropy_weight", 0),
                train.decimal("balance_weight", 0),
                applies ? dropout : 0));
  }

  private static Timesteps timesteps(Section train) {
    return train.text("timestep_type", "sigmoid").equals("flux_shift")
        ? Timesteps.SHIFT
        : train.choice("timestep_type", Timesteps.class, Timesteps.SIGMOID);
  }

  static Optimization optimization(Section train, List<String> notices) {
    Section parameters = train.section("optimizer_params");
    List<Double> betas = parameters.decimals("betas", List.of(0.9, 0.999));
    if (betas.size() != 2) {
      throw parameters.refused("betas", "must be two numbers, such as [0.9, 0.99]");
    }
    int accumulation = accumulation(train, notices);
    return train.make(
        () ->
            new Optimization(
                train.integer("steps", 1000),
                train.integer("batch_size", 1),
                accumulation,
                RecipeOptions.optimizer(train),
                train.decimal("lr", 1e-6),
                betas.get(0),
                betas.get(1),
                parameters.decimal("eps", 1e-6),
                parameters.decimal("weight_decay", 0.01),
                train.decimal("max_grad_norm", 1),
                schedule(train)));
  }

  private static int accumulation(Section train, List<String> notices) {
    int legacy = train.integer("gradient_accumulation_steps", 1);
    int current = train.integer("gradient_accumulation", 1);
    if (legacy != 1 && current != 1) {
      throw train.refused(
          "gradient_accumulation_steps", "excludes gradient_accumulation: say one of the two");
    }
    if (legacy != 1) {
      notices.add(
          "gradient_accumulation_steps: gradients are averaged over "
              + legacy
              + " batches; in the reference only the last batch counts");
    } else if (current != 1) {
      notices.add(
          "gradient_accumulation: gradients are averaged over "
              + current
              + " batches; the reference sums them, so that its clipping sets in earlier");
    }
    return legacy != 1 ? legacy : current;
  }

  private static Schedule schedule(Section train) {
    Section parameters = train.section("lr_scheduler_params");
    String name = train.text("lr_scheduler", "constant");
    Shape shape =
        name.equals("constant_with_warmup")
            ? Shape.CONSTANT
            : train.choice("lr_scheduler", Shape.class, Shape.CONSTANT);
    int warmup = parameters.integer("num_warmup_steps", 0);
    return parameters.make(
        () ->
            new Schedule(
                shape,
                name.equals("constant") ? 0 : warmup,
                parameters.integer("num_cycles", Schedule.CONSTANT.cycles()),
                parameters.integer("step_size", Schedule.CONSTANT.stepSize()),
                parameters.decimal("gamma", Schedule.CONSTANT.gamma())));
  }
}
