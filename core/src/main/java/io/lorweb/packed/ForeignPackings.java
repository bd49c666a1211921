package io.lorweb.packed;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.Collection;

/** Packings that only kernels of GPUs read (docs/spec/CHECKPOINTS.md section 6). */
public final class ForeignPackings {

  private static final String INSTEAD = "take the Q8_0 GGUF or the fp8-scaled file instead";

  private ForeignPackings() {}

  /**
   * Refuses them by name.
   *
   * @param names of the file's tensors
   */
  public static void refuse(Path file, Collection<String> names) {
    if (any(names, ".wscales") || any(names, ".smooth_factor") && any(names, ".qweight")) {
      throw InputException.of(
          "%s is packed by SVDQuant (nunchaku) for GPU kernels: %s", file, INSTEAD);
    }
    if (any(names, ".weight._data")) {
      throw InputException.of("%s is packed by optimum-quanto: %s", file, INSTEAD);
    }
    if (any(names, ".qweight")) {
      throw InputException.of("%s is packed by GPTQ or AWQ for GPU kernels: %s", file, INSTEAD);
    }
  }

  /**
   * Refuses a folder whose config names another method than bitsandbytes.
   *
   * @param method of its quantization_config
   */
  public static void refuseMethod(Path folder, String method) {
    if (!method.equals("bitsandbytes")) {
      throw InputException.of(
          "%s is quantised by '%s'; only bitsandbytes is read: %s", folder, method, INSTEAD);
    }
  }

  private static boolean any(Collection<String> names, String suffix) {
    return names.stream().anyMatch(name -> name.endsWith(suffix));
  }
}
