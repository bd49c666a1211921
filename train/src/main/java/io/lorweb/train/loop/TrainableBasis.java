package io.lorweb.train.loop;

import io.lorweb.adapt.InternalLinear;
import io.lorweb.adapt.PerSampleLinear;
import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Router;
import io.lorweb.basis.Spans;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Dropout;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A basis of LoRAs with its keys and projections while it learns (paper section 3;
 * docs/spec/LORWEB.md section 2).
 *
 * <p>A rests as [N, r, in], so that all elements of a Linear are one [N r, in] matrix, and the keys
 * and projections of all Linears lie side by side: one batch is routed for all of them at once (see
 * {@link MixtureGraph}). A starts Kaiming-uniform over the three-axis tensor, U(-1/sqrt(in r),
 * 1/sqrt(in r)), B at zero, keys normal, projections U(-1/sqrt(Q), 1/sqrt(Q)).
 */
public final class TrainableBasis implements FlowTrainable {

  static final String A = ".lora_A";
  static final String B = ".lora_B";
  static final String KEYS = ".lora_keys";
  static final String PROJECTION = ".att_lora_to_q.weight";

  /** Keys [L, N, d] and projections [L, d, Q] of all Linears that an encoder's query routes. */
  static final String ALL_KEYS = "keys";

  static final String ALL_PROJECTIONS = "projections";

  private static final List<Function<Basis, Tensor>> PARTS =
      List.of(Basis::a, Basis::b, Basis::keys, Basis::projection);

  private final FluxTransformer base;
  private final BasisConfig config;
  private final List<String> paths;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Parameters parameters;
  private Spans spans = Spans.NONE;

  /**
   * A fresh basis.
   *
   * @param queryWidth Q of the encoder's query; without meaning for internal queries
   */
  public TrainableBasis(
      FluxTransformer base, BasisConfig config, TargetLinears targets, int queryWidth, long seed) {
    this.base = base;
    this.config = config;
    Map<String, AdaptedLinears.Widths> linears = AdaptedLinears.of(base, targets);
    paths = List.copyOf(linears.keySet());
    paths.forEach(path -> positions.put(path, positions.size()));
    Parameters.Plan plan = new Parameters.Plan();
    int n = config.lorasNum();
    int r = config.rank();
    int d = config.keysDim();
    linears.forEach(
        (path, size) -> {
          long at = Seeds.INITIAL.at(seed, path.hashCode());
          double bound = 1 / Math.sqrt((double) size.in() * r);
          plan.addMatrix(path + A, Initial.uniform(at, bound), n, r, size.in());
          plan.addMatrix(path + B, Initial.ZERO, n, r, size.out());
          if (!config.external()) {
            double width = 1 / Math.sqrt(size.in());
            long keys = config.projection() ? d : size.in();
            plan.add(path + KEYS, Initial.normal(at + 1, 1), n, keys);
            if (config.projection()) {
              plan.add(path + PROJECTION, Initial.uniform(at + 2, width), d, size.in());
            }
          }
        });
    if (config.external()) {
      int l = paths.size();
      plan.add(ALL_KEYS, Initial.normal(Seeds.INITIAL.at(seed, 1), 1), l, n, d);
      if (config.projection()) {
        plan.add(
            ALL_PROJECTIONS,
            Initial.uniform(Seeds.INITIAL.at(seed, 2), 1 / Math.sqrt(queryWidth)),
            l,
            d,
            queryWidth);
      }
    }
    parameters = new Parameters(plan, base.weights().placement().device());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The Linears, in the order of the mixtures. */
  public List<String> paths() {
    return paths;
  }

  public BasisConfig config() {
    return config;
  }

  @Override
  public Pass begin(Tensor query, Dropout dropout) {
    return config.external() ? routed(query, dropout) : internal();
  }

  private Pass routed(Tensor query, Dropout dropout) {
    MixtureGraph graph =
        new MixtureGraph(
            config,
            parameters.get(ALL_KEYS),
            config.projection() ? parameters.get(ALL_PROJECTIONS) : null,
            query);
    FluxTransformer view =
        base.adapted(
            on(
                (path, linear) ->
                    new PerSampleLinear(
                        linear,
                        down(path),
                        up(path),
                        graph.leaf(positions.get(path)),
                        dropout.at(path))));
    return new RoutedPass(view, graph);
  }

  private record RoutedPass(FluxTransformer transformer, MixtureGraph graph) implements Pass {
    @Override
    public Optional<Tensor> coefficients() {
      return Optional.of(graph.coefficients());
    }

    @Override
    public double finish(double entropy, double balance, double share) {
      return graph.backward(entropy, balance, share);
    }
  }

  private Pass internal() {
    FluxTransformer view =
        base.adapted(
            on(
                (path, linear) ->
                    InternalLinear.of(
                        linear,
                        path,
                        config,
                        Router.fold(basis(path), config.routing().heads()),
                        down(path),
                        up(path))));
    return () -> view;
  }

  private Adapter on(Adapter adapting) {
    return (path, linear) -> adapted(path) ? adapting.adapt(path, linear) : linear;
  }

  private boolean adapted(String path) {
    return positions.containsKey(path);
  }

  private Tensor down(String path) {
    return factor(parameters.get(path + A));
  }

  private Tensor up(String path) {
    return factor(parameters.get(path + B));
  }

  /** [N r, width], in the format in which the base's Linears multiply where that is their own. */
  private Tensor factor(Tensor parameter) {
    Tensor rows = parameter.view(-1, parameter.size(2));
    Placement placement = base.weights().placement();
    return placement.type() == ComputeType.BF16_PRODUCTS ? placement.factor(rows) : rows;
  }

  /** Has saved files tell what it learned from. */
  void spans(Spans trained) {
    spans = trained;
  }

  /** One Linear's basis in the file's layout: views on the parameters. */
  Basis basis(String path) {
    boolean external = config.external();
    int index = positions.get(path);
    Tensor keys =
        external ? parameters.get(ALL_KEYS).select(0, index) : parameters.get(path + KEYS);
    Tensor projection = null;
    if (config.projection()) {
      projection =
          external
              ? parameters.get(ALL_PROJECTIONS).select(0, index)
              : parameters.get(path + PROJECTION);
    }
    return new Basis(
        parameters.get(path + A).permute(0, 2, 1), parameters.get(path + B), keys, projection);
  }

  /** Takes the values of {@code bases}, one for every Linear, instead of the present ones. */
  public void load(Map<String, Basis> bases) {
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      for (String path : paths) {
        Basis from = bases.get(path);
        Basis to = basis(path);
        to.a().copy_(from.a());
        to.b().copy_(from.b());
        to.keys().copy_(from.keys());
        if (to.projection() != null) {
          to.projection().copy_(from.projection());
        }
      }
    }
  }

  /**
   * Takes the values of an adapter of the same Linears and sizes.
   *
   * @throws InputException when they are others
   */
  void startFrom(Path file) {
    try (BasisAdapter from = BasisAdapter.open(file, Optional.empty())) {
      if (!from.bases().keySet().equals(positions.keySet())) {
        throw InputException.of(
            "%s adapts %d Linears, not the %d that 'only' and 'ignore' leave to this run",
            file, from.bases().size(), paths.size());
      }
      from.bases().forEach((path, basis) -> sameSizes(file, path, basis, basis(path)));
      load(from.bases());
    }
  }

  private static void sameSizes(Path file, String path, Basis from, Basis to) {
    for (Function<Basis, Tensor> part : PARTS) {
      Tensor given = part.apply(from);
      Tensor wanted = part.apply(to);
      if ((given == null) != (wanted == null)
          || given != null && !Arrays.equals(given.shape(), wanted.shape())) {
        throw InputException.of(
            "%s: '%s' has N %d, r %d, d %d but this run's loras_num, rank and keys_dim are %d, %d,"
                + " %d (query width and projection must be the same, too)",
            file,
            path,
            from.size(),
            from.rank(),
            from.keys().size(1),
            to.size(),
            to.rank(),
            to.keys().size(1));
      }
    }
  }

  @Override
  public Path save(Path folder, String stem, String dtype, Map<String, String> metadata) {
    Path file = folder.resolve(stem + ".safetensors");
    Precision precision = Precision.parse(dtype);
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Basis> bases = new LinkedHashMap<>();
      for (String path : paths) {
        Basis basis = basis(path);
        bases.put(
            path,
            new Basis(
                precision.convert(basis.a()),
                precision.convert(basis.b()),
                precision.convert(basis.keys()),
                basis.projection() == null ? null : precision.convert(basis.projection())));
      }
      BasisAdapter.write(file, bases, spans, BasisAdapter.metadata(config, metadata));
    }
    return file;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
