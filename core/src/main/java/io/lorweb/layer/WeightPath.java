package io.lorweb.layer;

import io.lorweb.tensor.Placement;
import org.bytedeco.pytorch.Tensor;

/**
 * One place in a model's tree of names, from which a layer takes its weights.
 *
 * <p>A layer's constructor reads like its checkpoint: {@code place.at("attn").linear("to_q", d, d)}
 * is the tensor {@code ...attn.to_q.weight}. What is put on the Linears (see {@link Adapter}) and
 * who watches the intermediate results (see {@link ActivationListener}) travels along, so that the
 * same constructors build the bare model, an adapted view of it and a watched one over the same
 * weights.
 */
public final class WeightPath {

  private final Weights weights;
  private final String path;
  private final Adapter adapting;
  private final ActivationListener watcher;

  WeightPath(Weights weights, String path, Adapter adapting, ActivationListener watcher) {
    this.weights = weights;
    this.path = path;
    this.adapting = adapting;
    this.watcher = watcher;
  }

  /** The place below this one. */
  public WeightPath at(String name) {
    return new WeightPath(weights, join(name), adapting, watcher);
  }

  /** The i-th place of a list below this one. */
  public WeightPath at(int index) {
    return at(Integer.toString(index));
  }

  /** The same place with something put on its Linears. */
  public WeightPath adapted(Adapter other) {
    return new WeightPath(weights, path, other, watcher);
  }

  /** The same place, watched. */
  public WeightPath watched(ActivationListener other) {
    return new WeightPath(weights, path, adapting, other);
  }

  /** The Linear {@code name} with a bias: weight [out, in], bias [out]. */
  public Linear linear(String name, long in, long out) {
    return adapting.adapt(join(name), weights.linear(join(name), in, out, true));
  }

  /** The Linear {@code name} without a bias. */
  public Linear linearWithoutBias(String name, long in, long out) {
    return adapting.adapt(join(name), weights.linear(join(name), in, out, false));
  }

  /** The layer norm {@code name} with weight and bias [width]. */
  public LayerNorm layerNorm(String name, long width, double eps) {
    return new LayerNorm(
        width, tensor(name + ".weight", width), tensor(name + ".bias", width), eps);
  }

  /** The RMS norm {@code name} with weight [width]. */
  public RmsNorm rmsNorm(String name, long width, double eps) {
    return new RmsNorm(tensor(name + ".weight", width), eps);
  }

  /** A tensor in the compute type; its shape must be {@code shape}. */
  public Tensor tensor(String name, long... shape) {
    return weights.tensor(join(name), shape);
  }

  /**
   * Rows of an embedding table [rows, width].
   *
   * @param indices [n] int64
   * @return [n, width] in the compute type
   */
  public Tensor rows(String name, long rows, long width, Tensor indices) {
    return weights.rows(join(name), rows, width, indices);
  }

  /** Whether the checkpoint has a tensor {@code name} here. */
  public boolean has(String name) {
    return weights.has(join(name));
  }

  /** Shows {@code value} to the watcher under {@code name} and returns it. */
  public Tensor watch(String name, Tensor value) {
    watcher.see(join(name), value);
    return value;
  }

  public Placement placement() {
    return weights.placement();
  }

  private String join(String name) {
    return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
  }
}
