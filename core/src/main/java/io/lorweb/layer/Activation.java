package io.lorweb.layer;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The element-wise functions of these models, by the names their config files use. */
public enum Activation {
  /** x * sigmoid(1.702 x), CLIP's. */
  QUICK_GELU,
  /** x * Phi(x) with the exact error function. */
  GELU,
  /** GELU by its tanh approximation: FLUX, T5 ("gelu_new"), SigLIP. */
  GELU_TANH,
  /** x * sigmoid(x). */
  SILU;

  /**
   * @param name as in a config file
   * @param where file and key, for the message
   */
  public static Activation parse(String name, String where) {
    return switch (name) {
      case "quick_gelu" -> QUICK_GELU;
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_tanh" -> GELU_TANH;
      case "silu", "swish" -> SILU;
      default ->
          throw InputException.of(
              "%s: activation '%s' is unknown; known are quick_gelu, gelu, gelu_new,"
                  + " gelu_pytorch_tanh and silu",
              where, name);
    };
  }

  /** Element by element, any shape. */
  public Tensor apply(Tensor x) {
    return switch (this) {
      case QUICK_GELU -> x.mul(Tensors.times(x, 1.702).sigmoid());
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case SILU -> torch.silu(x);
    };
  }
}
