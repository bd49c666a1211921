package io.lorweb.parts;

import io.lorweb.parts.StoredTensor.Order;
import io.lorweb.parts.StoredTensor.View;
import java.util.ArrayList;
import java.util.List;

/** Collects what a file of some geometry holds, name by name. */
final class Naming {

  private final List<StoredTensor> tensors = new ArrayList<>();

  /** Rows of a fused Linear that are a Linear of the model. */
  record Rows(String name, long count) {}

  List<StoredTensor> tensors() {
    return List.copyOf(tensors);
  }

  /** The same under the model's own names, nothing fused. */
  List<StoredTensor> apart() {
    return tensors.stream().flatMap(tensor -> tensor.apart().stream()).toList();
  }

  void add(StoredTensor tensor) {
    tensors.add(tensor);
  }

  /** A Linear with its bias. */
  void linear(String stored, String name, long out, long in) {
    fused(stored, in, new Rows(name, out));
  }

  /** A Linear with its bias whose rows are several Linears of the model. */
  void fused(String stored, long in, Rows... parts) {
    fused(stored + ".weight", stored + ".bias", in, parts);
  }

  void fused(String weight, String bias, long in, Rows... parts) {
    long out = 0;
    List<View> weights = new ArrayList<>();
    List<View> biases = new ArrayList<>();
    for (Rows rows : parts) {
      long n = rows.count();
      weights.add(new View(rows.name() + ".weight", out, new long[] {n, in}, Order.AS_STORED));
      biases.add(new View(rows.name() + ".bias", out, new long[] {n}, Order.AS_STORED));
      out += n;
    }
    add(new StoredTensor(List.of(weight), new long[] {out, in}, weights));
    add(new StoredTensor(List.of(bias), new long[] {out}, biases));
  }

  /** A Linear with its bias, whose halves the model has the other way round. */
  void exchanged(String stored, String name, long out, long in) {
    long[] weight = {out, in};
    long[] bias = {out};
    add(
        new StoredTensor(
            List.of(stored + ".weight"),
            weight,
            List.of(new View(name + ".weight", 0, weight, Order.EXCHANGED))));
    add(
        new StoredTensor(
            List.of(stored + ".bias"),
            bias,
            List.of(new View(name + ".bias", 0, bias, Order.EXCHANGED))));
  }

  /** Weight and bias of a norm or a convolution. */
  void both(String stored, String name, long width, long... more) {
    long[] shape = new long[more.length + 1];
    shape[0] = width;
    System.arraycopy(more, 0, shape, 1, more.length);
    add(StoredTensor.renamed(stored + ".weight", name + ".weight", shape));
    add(StoredTensor.renamed(stored + ".bias", name + ".bias", width));
  }
}
