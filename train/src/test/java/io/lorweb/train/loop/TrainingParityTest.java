package io.lorweb.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Routing;
import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.gradient.FlowInput;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Weights;
import io.lorweb.parity.Comparison;
import io.lorweb.parity.FixtureCase;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.optim.AdamW;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.Objective.Weighting;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.weights.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Five optimizer steps and the timestep tables against the reference's (fixture lorweb-training).
 */
@Tag("parity")
class TrainingParityTest {

  private static final String TABLES = "timestep-tables";

  @TestFactory
  Stream<DynamicTest> keepingActivationsAndResidentWeights() {
    return cases(Backpropagation.PLAIN, MemoryPlan.RESIDENT);
  }

  @TestFactory
  Stream<DynamicTest> checkpointingAndStreamedWeights() {
    return cases(Backpropagation.CHECKPOINTED, MemoryPlan.STREAM);
  }

  private static Stream<DynamicTest> cases(Backpropagation way, MemoryPlan memory) {
    return FixtureTree.cases(
        "lorweb-training",
        (fixture, comparison) -> {
          if (fixture.hasInput("x0")) {
            try (Replay replay = new Replay(fixture, way, memory)) {
              replay.compare(comparison);
            }
          } else {
            tables(fixture, comparison);
          }
        });
  }

  private static void tables(FixtureCase fixture, Comparison comparison) {
    try (Scope scope = new Scope()) {
      for (String key : List.copyOf(fixture.expected().names())) {
        if (key.startsWith("timesteps.shift.latents")) {
          String[] sides = key.substring("timesteps.shift.latents".length()).split("x");
          int tokens = Integer.parseInt(sides[0]) / 2 * (Integer.parseInt(sides[1]) / 2);
          float[] table = TimestepTables.shifted(tokens, TimestepTables.SIZE);
          comparison.check(key, Tensors.of(table, table.length));
        }
      }
      comparison.check(
          "timesteps.linear", Tensors.of(TimestepTables.linear(), TimestepTables.SIZE));
      comparison.check("weights.effective", weights(Weighting.EFFECTIVE));
      comparison.check("weights.effective.flattened", weights(Weighting.FLATTENED));
      comparison.check("weights.intended", weights(Weighting.INTENDED));
    }
  }

  private static Tensor weights(Weighting weighting) {
    double[] table = TimestepTables.weights(weighting);
    return Tensor.create(table, table.length);
  }

  /** Runs one case's steps as the trainer runs them. */
  private static final class Replay implements AutoCloseable {
    private final FixtureCase fixture;
    private final Backpropagation way;
    private final Weights weights;
    private final FluxTransformer transformer;
    private final FlowTrainable learned;
    private final double[] effective = TimestepTables.weights(Weighting.EFFECTIVE);

    Replay(FixtureCase fixture, Backpropagation way, MemoryPlan memory) {
      this.fixture = fixture;
      this.way = way;
      var folder = fixture.file(fixture.json().get("model").asText());
      weights = new Weights(Checkpoint.open(folder), Placement.CPU_FP32.with(memory));
      transformer =
          new FluxTransformer(
              FluxConfig.read(JsonFile.read(folder.resolve("config.json"))), weights);
      learned = fixture.json().get("plain_lora").asBoolean() ? lora() : basis();
    }

    private FlowTrainable lora() {
      try (Checkpoint start = Checkpoint.open(fixture.file("adapter.safetensors"));
          Scope scope = new Scope();
          NoGradGuard guard = new NoGradGuard()) {
        TargetLinears targets = targets(linears(start, ".lora_A.weight"));
        int rank = fixture.json().get("rank").asInt();
        TrainableLora lora = new TrainableLora(transformer, rank, targets, 0);
        for (String name : lora.parameters().slots().keySet()) {
          Tensor stored = start.tensor("transformer." + name);
          lora.parameters()
              .get(name)
              .detach()
              .copy_(name.endsWith("lora_B.weight") ? stored.t() : stored);
        }
        return lora;
      }
    }

    private FlowTrainable basis() {
      try (Checkpoint start = Checkpoint.open(fixture.file("adapter.safetensors"));
          Scope scope = new Scope()) {
        Map<String, Basis> bases = new LinkedHashMap<>();
        for (String path : linears(start, ".lora_A")) {
          String stem = "transformer." + path;
          bases.put(
              path,
              new Basis(
                  start.tensor(stem + TrainableBasis.A),
                  start.tensor(stem + TrainableBasis.B),
                  start.tensor(stem + TrainableBasis.KEYS),
                  start.has(stem + TrainableBasis.PROJECTION)
                      ? start.tensor(stem + TrainableBasis.PROJECTION)
                      : null));
        }
        Basis first = bases.values().iterator().next();
        int width = (int) fixture.input("query").size(-1);
        TargetLinears targets = targets(bases.keySet());
        TrainableBasis basis = new TrainableBasis(transformer, config(first), targets, width, 0);
        basis.load(bases);
        return basis;
      }
    }

    private BasisConfig config(Basis first) {
      JsonNode json = fixture.json();
      boolean softmax = json.get("softmax").asBoolean();
      BasisConfig paper = BasisConfig.PAPER;
      return new BasisConfig(
          (int) first.size(),
          (int) first.rank(),
          (int) first.keys().size(1),
          new Routing(
              json.get("heads").asInt(),
              softmax ? Routing.Activation.SOFTMAX : Routing.Activation.TANH,
              Routing.Reduction.parse(json.get("mixing_coeffs_type").asText())),
          paper.query(),
          true,
          first.projection() != null,
          paper.pooling(),
          paper.encoder(),
          Optional.empty());
    }

    /** These Linears and no others; a double block's name is part of a single block's. */
    private TargetLinears targets(Collection<String> paths) {
      List<String> others = new ArrayList<>();
      transformer.adapted(
          (path, linear) -> {
            if (path.startsWith("single_") && !paths.contains(path)) {
              others.add(path);
            }
            return linear;
          });
      return new TargetLinears(List.copyOf(paths), others);
    }

    private static List<String> linears(Checkpoint start, String suffix) {
      List<String> paths = new ArrayList<>();
      for (String name : start.names()) {
        if (name.endsWith(suffix)) {
          paths.add(name.substring("transformer.".length(), name.length() - suffix.length()));
        }
      }
      return paths;
    }

    void compare(Comparison comparison) {
      int steps = fixture.json().get("steps").asInt();
      Optimization settings = settings();
      float[] losses = new float[steps];
      float[] norms = new float[steps];
      float[][] perSample = new float[steps][];
      Tensor[] weightRows = new Tensor[steps];
      Parameters parameters = learned.parameters();
      try (Scope scope = new Scope();
          AdamW optimizer = new AdamW(parameters, settings)) {
        for (int step = 0; step < steps; step++) {
          parameters.zeroGradients();
          FlowInput input = input(step, comparison);
          Tensor weight = weight(step);
          weightRows[step] = weight;
          int at = step;
          FlowTrainable.Pass pass = learned.begin(query(step), Dropout.NONE);
          losses[step] =
              (float)
                  way.run(
                      pass.transformer(),
                      input,
                      velocity -> {
                        FlowLoss loss = new FlowLoss(weight, null);
                        perSample[at] =
                            Tensors.floats(loss.perSample(velocity, input.velocity()).detach());
                        if (at == 0) {
                          comparison.check("velocity", unpacked(velocity.detach()));
                        }
                        return loss.of(velocity, input.velocity(), weight.numel());
                      });
          pass.finish(0, 0, 1);
          if (step == 0) {
            gradients("grad.", true, comparison);
          }
          double norm = parameters.gradientNorm();
          norms[step] = (float) norm;
          parameters.scaleGradients(Math.min(1, settings.clip() / (norm + 1e-6)));
          optimizer.step(step + 1, settings.lr());
          if (step == 0) {
            gradients("after1.", false, comparison);
          }
        }
        gradients("after" + steps + ".", false, comparison);
        comparison.check("loss", Tensors.of(losses, steps));
        comparison.check("grad_norm", Tensors.of(norms, steps));
        Tensor[] rows = new Tensor[steps];
        for (int step = 0; step < steps; step++) {
          rows[step] = Tensors.of(perSample[step], perSample[step].length);
        }
        comparison.check("loss_per_sample", Tensors.stack(0, rows));
        comparison.check("weight", Tensors.stack(0, weightRows));
      }
    }

    /** Gradients or values by their names in the file, in the file's layout. */
    private void gradients(String prefix, boolean gradient, Comparison comparison) {
      try (Scope scope = new Scope()) {
        for (String key : List.copyOf(fixture.expected().names())) {
          if (key.startsWith(prefix)) {
            String name = key.substring(prefix.length() + "transformer.".length());
            comparison.check(key, inFileLayout(name, gradient));
          }
        }
      }
    }

    private Tensor inFileLayout(String name, boolean gradient) {
      Parameters parameters = learned.parameters();
      if (learned instanceof TrainableBasis basis) {
        if (name.endsWith(TrainableBasis.KEYS)) {
          return ofLinear(TrainableBasis.ALL_KEYS, name, TrainableBasis.KEYS, basis, gradient);
        }
        if (name.endsWith(TrainableBasis.PROJECTION)) {
          return ofLinear(
              TrainableBasis.ALL_PROJECTIONS, name, TrainableBasis.PROJECTION, basis, gradient);
        }
      }
      Tensor value = gradient ? parameters.gradient(name) : parameters.get(name).detach();
      if (name.endsWith(".lora_A")) {
        return value.permute(0, 2, 1);
      }
      return name.endsWith(".lora_B.weight") ? value.t() : value;
    }

    private Tensor ofLinear(
        String all, String name, String suffix, TrainableBasis basis, boolean gradient) {
      int index = basis.paths().indexOf(name.substring(0, name.length() - suffix.length()));
      Parameters parameters = learned.parameters();
      Tensor whole = gradient ? parameters.gradient(all) : parameters.get(all).detach();
      return whole.select(0, index);
    }

    private FlowInput input(int step, Comparison comparison) {
      Tensor x0 = fixture.input("x0").select(0, step);
      Tensor noise = fixture.input("noise").select(0, step);
      Tensor sigma = fixture.input("timesteps").select(0, step).div(Tensors.number(1000));
      Tensor column = sigma.view(-1, 1, 1, 1);
      Tensor z = x0.sub(x0.mul(column)).add(noise.mul(column));
      if (step == 0) {
        comparison.check("z", z);
      }
      return new FlowInput(
          Packing.pack(z),
          Packing.pack(noise.sub(x0)),
          Packing.pack(fixture.input("context").select(0, step)),
          fixture.input("prompt_embeds").select(0, step),
          fixture.input("pooled").select(0, step),
          sigma,
          org.bytedeco.pytorch.global.torch.ones(x0.size(0)),
          transformer.rope(fixture.input("txt_ids"), fixture.input("img_ids")));
    }

    private Tensor query(int step) {
      return fixture.input("query").select(0, step).flatten(1, -1);
    }

    private Tensor weight(int step) {
      float[] timesteps = Tensors.floats(fixture.input("timesteps").select(0, step));
      float[] row = new float[timesteps.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) effective[Math.round(TimestepTables.SIZE - timesteps[i])];
      }
      return Tensors.of(row, row.length);
    }

    private Tensor unpacked(Tensor velocity) {
      Tensor x0 = fixture.input("x0").select(0, 0);
      return Packing.unpack(velocity, x0.size(2) / 2, x0.size(3) / 2).to(ScalarType.Float);
    }

    private Optimization settings() {
      JsonNode json = fixture.json().get("optimizer");
      return new Optimization(
          fixture.json().get("steps").asInt(),
          1,
          1,
          Optimization.Method.ADAMW,
          json.get("lr").asDouble(),
          json.get("betas").get(0).asDouble(),
          json.get("betas").get(1).asDouble(),
          json.get("eps").asDouble(),
          json.get("weight_decay").asDouble(),
          fixture.json().get("max_grad_norm").asDouble(),
          Optimization.Schedule.CONSTANT);
    }

    @Override
    public void close() {
      learned.close();
      weights.close();
    }
  }
}
