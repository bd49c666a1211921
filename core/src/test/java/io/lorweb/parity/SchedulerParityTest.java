package io.lorweb.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.config.JsonFile;
import io.lorweb.sample.Euler;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.sample.Sigmas;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** FlowMatch Euler: sigmas, timesteps and whole trajectories in float32 and bf16. */
@Tag("parity")
class SchedulerParityTest {

  @TestFactory
  Stream<DynamicTest> sigmasAndSteps() {
    return FixtureTree.cases("scheduler", SchedulerParityTest::run);
  }

  private static void run(FixtureCase fixture, Comparison comparison) {
    SchedulerConfig config =
        SchedulerConfig.read(JsonFile.read(fixture.file("scheduler/scheduler_config.json")));
    try (Scope scope = new Scope()) {
      for (JsonNode tokens : fixture.json().get("tokens")) {
        int count = tokens.asInt();
        comparison.check(
            "mu.tokens" + count,
            Tensor.create(new double[] {config.mu(count)}, new long[] {1}).squeeze());
        for (JsonNode steps : fixture.json().get("steps")) {
          String key = ".steps" + steps.asInt() + ".tokens" + count;
          Sigmas sigmas = Sigmas.of(config, steps.asInt(), count);
          comparison.check("sigmas" + key, Tensors.of(sigmas.values(), sigmas.steps() + 1));
          float[] timesteps = new float[sigmas.steps()];
          for (int i = 0; i < timesteps.length; i++) {
            timesteps[i] = sigmas.timestep(i);
          }
          comparison.check("timesteps" + key, Tensors.of(timesteps, timesteps.length));
        }
      }
      JsonNode trajectory = fixture.json().get("trajectory");
      Sigmas sigmas =
          Sigmas.of(config, trajectory.get("steps").asInt(), trajectory.get("tokens").asInt());
      comparison.check("trajectory.states", walk(fixture, sigmas, ScalarType.Float));
      comparison.check("trajectory.states_bf16", walk(fixture, sigmas, ScalarType.BFloat16));
    }
  }

  private static Tensor walk(FixtureCase fixture, Sigmas sigmas, ScalarType type) {
    Tensor latents = fixture.input("trajectory.latents").to(type);
    Tensor velocity = fixture.input("trajectory.velocity").to(type);
    Tensor[] states = new Tensor[sigmas.steps()];
    for (int i = 0; i < states.length; i++) {
      latents = Euler.step(latents, velocity.select(0, i), sigmas.at(i), sigmas.at(i + 1));
      states[i] = latents;
    }
    return Tensors.stack(0, states);
  }
}
