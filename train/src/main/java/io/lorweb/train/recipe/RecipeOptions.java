package io.lorweb.train.recipe;

import io.lorweb.config.Section;
import java.util.Locale;

/** Names of number formats and optimizers as both forms of configuration take them. */
final class RecipeOptions {

  private RecipeOptions() {}

  /** fp32, bf16 or fp16, by short or long name. */
  static String dtype(Section section, String key, String absent) {
    String text = section.text(key, absent);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "fp32", "float32", "float" -> "fp32";
      case "bf16", "bfloat16" -> "bf16";
      case "fp16", "float16" -> "fp16";
      default -> throw section.refused(key, "is '" + text + "' but must be fp32, bf16 or fp16");
    };
  }

  /** The moments' format of adamw or adamw8bit. */
  static Optimization.Moments optimizer(Section section) {
    String text = section.text("optimizer", "adamw");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "adamw" -> Optimization.Moments.FP32;
      case "adamw8bit" -> Optimization.Moments.INT8;
      default ->
          throw section.refused(
              "optimizer", "is '" + text + "', which is not built: say adamw or adamw8bit");
    };
  }

  /** auto, resident, stream or int8. */
  static String memory(Section section) {
    String text = section.text("memory", "auto");
    if (!text.matches("auto|resident|stream|int8")) {
      throw section.refused(
          "memory", "is '" + text + "' but must be auto, resident, stream or int8");
    }
    return text;
  }

  /** auto, cpu, cuda or cuda:N; whether this machine has it is seen when the run starts. */
  static String device(Section section) {
    String text = section.text("device", "auto");
    if (!text.matches("auto|cpu|cuda(:\\d{1,3})?")) {
      throw section.refused("device", "is '" + text + "' but must be auto, cpu, cuda or cuda:N");
    }
    return text;
  }
}
