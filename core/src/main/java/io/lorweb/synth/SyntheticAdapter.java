package io.lorweb.synth;

import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A LoRWeB adapter of random values in fp16 for every block Linear of a transformer. */
public final class SyntheticAdapter {

  private SyntheticAdapter() {}

  /**
   * Writes it.
   *
   * @param queryWidth Q, three times the encoder's width for the concatenating modes
   * @return number of parameters; 835,051,520 for the paper's configuration on FLUX
   */
  public static long write(
      Path file, FluxTransformer transformer, BasisConfig config, long queryWidth) {
    try (Scope scope = new Scope()) {
      Map<String, Basis> bases = new TreeMap<>();
      transformer.adapted(
          (path, linear) -> {
            if (path.contains("transformer_blocks.")) {
              bases.put(path, basis(linear, config, queryWidth));
            }
            return linear;
          });
      BasisAdapter.write(file, bases, BasisAdapter.metadata(config, Map.of()));
      return bases.values().stream()
          .mapToLong(
              basis ->
                  basis.a().numel()
                      + basis.b().numel()
                      + basis.keys().numel()
                      + basis.projection().numel())
          .sum();
    }
  }

  private static Basis basis(Linear linear, BasisConfig config, long queryWidth) {
    long n = config.lorasNum();
    long r = config.rank();
    long d = config.keysDim();
    return new Basis(
        random(n, linear.in(), r), random(n, r, linear.out()), random(n, d), random(d, queryWidth));
  }

  private static Tensor random(long... shape) {
    return SyntheticModel.random("", shape, ScalarType.Half);
  }
}
