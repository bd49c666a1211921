package io.lorweb.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.DenseLinear;
import io.lorweb.layer.Linear;
import io.lorweb.parity.Comparison;
import io.lorweb.parity.FixtureCase;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One adapted Linear with every routing option. All ways of applying a mixture are held to the
 * fixture, and to the plain sum over the basis within 1e-5 relative.
 */
@Tag("parity")
class LorwebAdapterParityTest {

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> everyOption() {
    return FixtureTree.cases("lorweb-adapter", this::run);
  }

  private void run(FixtureCase fixture, Comparison comparison) throws IOException {
    try (BasisAdapter adapter =
            BasisAdapter.open(
                fixture.file(fixture.json().get("adapter").asText()),
                Optional.of(yaml(fixture.json())));
        NoGradGuard guard = new NoGradGuard();
        Arena arena = new Arena();
        Scope scope = new Scope();
        MountedBasis mounted = new MountedBasis(adapter, Placement.CPU_FP32)) {
      Linear base = new DenseLinear(fixture.input("base.weight"), fixture.input("base.bias"));
      if (fixture.json().get("external_query").asBoolean()) {
        external(fixture, comparison, adapter, mounted, base, arena);
      } else {
        internal(fixture, comparison, adapter, mounted, base);
      }
    }
  }

  private static void external(
      FixtureCase fixture,
      Comparison comparison,
      BasisAdapter adapter,
      MountedBasis mounted,
      Linear base,
      Arena arena) {
    List<Mixture> mixtures = new ArrayList<>();
    try (Router router = adapter.router()) {
      Tensor query = fixture.input("query");
      for (int sample = 0; sample < query.size(0); sample++) {
        mixtures.add(router.route(Tensors.floats(query.select(0, sample))));
      }
    }
    String path = adapter.bases().keySet().iterator().next();
    Basis basis = adapter.bases().get(path);
    int n = adapter.config().lorasNum();
    float[] all = new float[mixtures.size() * n];
    for (int sample = 0; sample < mixtures.size(); sample++) {
      System.arraycopy(mixtures.get(sample).of(0), 0, all, sample * n, n);
    }
    Tensor coefficients = Tensors.of(all, mixtures.size(), n);

    for (String kind : List.of("sequence", "vector")) {
      comparison.check("coefficients." + kind, coefficients);
      Tensor x = fixture.input("x." + kind);
      Tensor plain = plainSum(base, basis, x, coefficients);
      comparison.check("y." + kind, plain);

      Tensor perSample = mounted.perSample(mixtures, arena).adapt(path, base).forward(x);
      agree(comparison, "y." + kind, perSample, plain);
      agree(
          comparison,
          "y." + kind,
          each(mixtures, x, m -> mounted.folded(m, arena), path, base),
          plain);
      agree(
          comparison,
          "y." + kind,
          each(mixtures, x, m -> mounted.merged(m, arena), path, base),
          plain);
    }
  }

  private static Tensor each(
      List<Mixture> mixtures,
      Tensor x,
      java.util.function.Function<Mixture, Adapter> way,
      String path,
      Linear base) {
    Tensor[] rows = new Tensor[mixtures.size()];
    for (int sample = 0; sample < rows.length; sample++) {
      rows[sample] =
          way.apply(mixtures.get(sample)).adapt(path, base).forward(x.narrow(0, sample, 1));
    }
    return Tensors.cat(0, rows);
  }

  /** base(x) + sum_n c_n (x A_n) B_n, term by term in float64. */
  private static Tensor plainSum(Linear base, Basis basis, Tensor x, Tensor coefficients) {
    Tensor y = base.forward(x).to(ScalarType.Double);
    for (int n = 0; n < basis.size(); n++) {
      Tensor a = basis.a().select(0, n).to(ScalarType.Double);
      Tensor b = basis.b().select(0, n).to(ScalarType.Double);
      Tensor c = coefficients.select(1, n).to(ScalarType.Double);
      Tensor shaped = x.dim() == 2 ? c.view(-1, 1) : c.view(-1, 1, 1);
      y = y.add(x.to(ScalarType.Double).matmul(a).matmul(b).mul(shaped));
    }
    return y;
  }

  private static void agree(Comparison comparison, String key, Tensor actual, Tensor plain) {
    comparison.check(key, actual);
    double scale = plain.abs().max().item_double();
    double gap = actual.to(ScalarType.Double).sub(plain).abs().max().item_double();
    assertThat(gap / scale).as("relative gap to the plain sum of %s", key).isLessThan(1e-5);
  }

  private static void internal(
      FixtureCase fixture,
      Comparison comparison,
      BasisAdapter adapter,
      MountedBasis mounted,
      Linear base) {
    String path = adapter.bases().keySet().iterator().next();
    InternalLinear asDouble = (InternalLinear) mounted.internal().adapt(path, base);
    // The fixture feeds x.single to the same Linear as if it stood in a single block.
    InternalQuery skipping =
        new InternalQuery(
            adapter.config().query(),
            adapter.config().pooling(),
            fixture.json().get("text_tokens_of_single_blocks").asInt());
    InternalLinear asSingle =
        new InternalLinear(
            base,
            skipping,
            asDouble.routing(),
            asDouble.matrix(),
            asDouble.size(),
            asDouble.down(),
            asDouble.up());
    for (String kind : List.of("sequence", "vector", "single")) {
      InternalLinear linear = kind.equals("single") ? asSingle : asDouble;
      Tensor x = fixture.input("x." + kind);
      comparison.check("coefficients." + kind, linear.coefficients(x));
      comparison.check("y." + kind, linear.forward(x));
    }
  }

  /** The case's options as the reference's YAML has them. */
  private Path yaml(JsonNode json) throws IOException {
    List<String> lines =
        new ArrayList<>(
            Arrays.asList(
                "config:",
                "  process:",
                "    - network:",
                "        type: attlora",
                "        linear: " + json.get("rank"),
                "        network_kwargs:",
                "          loras_num: " + json.get("loras_num"),
                "          lora_keys_dim: " + json.get("keys_dim"),
                "          lora_heads: " + json.get("heads"),
                "          lora_softmax: " + json.get("softmax"),
                "          mixing_coeffs_type: " + json.get("mixing_coeffs_type").asText(),
                "          query_projection_type: " + json.get("query_projection_type").asText(),
                "          external_query: " + json.get("external_query")));
    if (json.has("query_mode")) {
      lines.add("          query_mode: \"" + json.get("query_mode").asText() + "\"");
      lines.add("          pooling_type: " + json.get("pooling_type").asText());
    } else {
      lines.add("          query_mode: aa'bb'");
    }
    return Files.write(temp.resolve(json.get("case").asText() + ".yaml"), lines);
  }
}
