package io.lorweb.train.recipe;

import io.lorweb.basis.BasisConfig;
import io.lorweb.error.InputException;
import io.lorweb.model.PartPlacement;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe would train, need and take, from the config.json files of its model alone.
 *
 * @param recipe the run
 * @param parameters what learns
 * @param query Q, width of the encoder's query; 0 without one
 * @param base parameters of the transformer
 * @param tokens of one example's sequence
 * @param work multiply-adds of one example
 * @param memory estimated
 * @param device that the estimates are for
 * @param plan how the base's weights rest
 * @param speed multiply-adds a second of a matrix product on this machine
 * @param notices one sentence each
 */
public record DryRun(
    Recipe recipe,
    ParameterCount parameters,
    int query,
    long base,
    long tokens,
    MultiplyAdds work,
    MemoryEstimate memory,
    String device,
    MemoryPlan plan,
    double speed,
    List<String> notices) {

  public DryRun {
    notices = List.copyOf(notices);
  }

  /** Reads the model's configuration and measures this machine for a fifth of a second. */
  public static DryRun of(Recipe recipe) {
    if (recipe.trained() instanceof Trained.Autoencoder
        || recipe.trained() instanceof Trained.Clip) {
      throw new InputException(
          "a dry run covers training of the transformer only: adapter.type lorweb, lora or base");
    }
    List<String> notices = new ArrayList<>();
    BaseConfigs configs = BaseConfigs.need(recipe.base().model());
    if (configs.folder().isEmpty()) {
      notices.add(
          recipe.base().model() + " is not on this machine: counting with its published sizes");
    }
    Architecture architecture = Architecture.of(configs.flux());
    int query = 0;
    if (recipe.trained() instanceof Trained.Basis basis && basis.config().external()) {
      BasisConfig config = basis.config();
      query = configs.queryWidth(config, recipe.base().encoder());
    }
    ParameterCount count =
        ParameterCount.of(
            recipe.trained(), architecture.linears(), query, architecture.parameters());
    int text = recipe.base().textLength().orElse(configs.defaults().textLength());
    int side = 2 << (configs.vae().channels().size() - 1);
    Tokens tokens = Tokens.of(recipe, side, text);
    Device device = device(recipe, notices);
    ComputeType type = recipe.base().dtype().on(device, architecture.parameters());
    long free = device.isCpu() ? PartPlacement.freeMemory() : device.freeBytes();
    MemoryPlan plan =
        recipe.base().memory().plan(architecture.parameters() * type.factorBytes(), () -> free);
    return new DryRun(
        recipe,
        count,
        query,
        architecture.parameters(),
        tokens.all(),
        MultiplyAdds.of(recipe, configs.flux(), architecture.linears(), tokens),
        MemoryEstimate.of(recipe, configs.flux(), architecture, count, tokens, plan, type),
        device.toString(),
        plan,
        MatmulSpeed.measure(new Placement(device, type, MemoryPlan.RESIDENT)),
        notices);
  }

  /** A plan may be made on one machine for another. */
  private static Device device(Recipe recipe, List<String> notices) {
    try {
      return recipe.base().device().device();
    } catch (InputException e) {
      notices.add(
          "time and memory are estimated for this machine's CPU: it has no "
              + recipe.base().device());
      return Device.CPU;
    }
  }

  /** Estimated seconds of one optimizer step of one worker. */
  public double secondsPerStep() {
    Optimization how = recipe.optimization();
    return work.training() * how.batch() * how.accumulation() / speed;
  }

  /** Estimated seconds of all measurements on held-out examples; 0 without any. */
  public double secondsOfValidation() {
    int steps = recipe.optimization().steps();
    return recipe
        .validation()
        .map(held -> work.forward() * held.examples() * held.times(steps) / speed)
        .orElse(0.0);
  }

  /** Estimated seconds of the whole run. */
  public double seconds() {
    return secondsPerStep() * recipe.optimization().steps() + secondsOfValidation();
  }
}
