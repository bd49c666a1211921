package io.lorweb.lora;

import io.lorweb.tensor.Tensors;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What a module adds to a weight, at scale 1, in float32 (docs/spec/CHECKPOINTS.md 8.4). */
sealed interface Change {

  /** [out, in], computed. */
  Tensor weight();

  /** Output width. */
  long out();

  /** Input width. */
  long in();

  /** The same for some of the output rows. */
  Change rows(long first, long count);

  /** The same with the halves of its rows exchanged. */
  Change exchanged();

  /** The same with other tensors of the same meaning: placed, kept. */
  Change with(UnaryOperator<Tensor> tensors);

  /**
   * up down: a LoRA.
   *
   * @param down [r, in]
   * @param up [out, r], the scale folded in
   */
  record Product(Tensor down, Tensor up) implements Change {

    @Override
    public Tensor weight() {
      return up.matmul(down);
    }

    @Override
    public long out() {
      return up.size(0);
    }

    @Override
    public long in() {
      return down.size(1);
    }

    @Override
    public Change rows(long first, long count) {
      return new Product(down, up.narrow(0, first, count));
    }

    @Override
    public Change exchanged() {
      return new Product(down, halves(up));
    }

    @Override
    public Change with(UnaryOperator<Tensor> tensors) {
      return new Product(tensors.apply(down), tensors.apply(up));
    }
  }

  /**
   * (up1 down1) * (up2 down2), element by element: a LoHa.
   *
   * @param down1 [r, in]
   * @param up1 [out, r], the scale folded in
   * @param down2 [r', in]
   * @param up2 [out, r']
   */
  record Hadamard(Tensor down1, Tensor up1, Tensor down2, Tensor up2) implements Change {

    @Override
    public Tensor weight() {
      return up1.matmul(down1).mul_(up2.matmul(down2));
    }

    @Override
    public long out() {
      return up1.size(0);
    }

    @Override
    public long in() {
      return down1.size(1);
    }

    @Override
    public Change rows(long first, long count) {
      return new Hadamard(down1, up1.narrow(0, first, count), down2, up2.narrow(0, first, count));
    }

    @Override
    public Change exchanged() {
      return new Hadamard(down1, halves(up1), down2, halves(up2));
    }

    @Override
    public Change with(UnaryOperator<Tensor> tensors) {
      return new Hadamard(
          tensors.apply(down1), tensors.apply(up1), tensors.apply(down2), tensors.apply(up2));
    }
  }

  /**
   * Rows of w1 (x) w2: a LoKr.
   *
   * @param w1 [a, b], the scale folded in
   * @param w2 [p, q]
   * @param first row of the product
   * @param out rows of it
   */
  record Kronecker(Tensor w1, Tensor w2, long first, long out) implements Change {

    @Override
    public Tensor weight() {
      // Only the rows of w1 that meet the part: the product of all may be three times as large.
      long p = w2.size(0);
      long from = first / p;
      long rows = (first + out + p - 1) / p - from;
      return torch.kron(w1.narrow(0, from, rows), w2).narrow(0, first - from * p, out);
    }

    @Override
    public long in() {
      return w1.size(1) * w2.size(1);
    }

    @Override
    public Change rows(long from, long count) {
      return new Kronecker(w1, w2, first + from, count);
    }

    @Override
    public Change exchanged() {
      return new Difference(halves(weight()));
    }

    @Override
    public Change with(UnaryOperator<Tensor> tensors) {
      return new Kronecker(tensors.apply(w1), tensors.apply(w2), first, out);
    }
  }

  /**
   * A weight as it is: a difference between two models.
   *
   * @param weight [out, in]
   */
  record Difference(Tensor weight) implements Change {

    @Override
    public long out() {
      return weight.size(0);
    }

    @Override
    public long in() {
      return weight.size(1);
    }

    @Override
    public Change rows(long first, long count) {
      return new Difference(weight.narrow(0, first, count));
    }

    @Override
    public Change exchanged() {
      return new Difference(halves(weight));
    }

    @Override
    public Change with(UnaryOperator<Tensor> tensors) {
      return new Difference(tensors.apply(weight));
    }
  }

  /** Rows [second half; first half]: the last modulation's order differs from diffusers'. */
  static Tensor halves(Tensor rows) {
    long half = rows.size(0) / 2;
    return Tensors.cat(0, rows.narrow(0, half, half), rows.narrow(0, 0, half));
  }
}
