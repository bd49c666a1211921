package io.lorweb.train.recipe;

import io.lorweb.config.Section;
import io.lorweb.error.InputException;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.MemorySetting;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What both forms of configuration take alike: names of number formats, optimizers, devices. */
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

  /** adamw, adamw8bit or muon. */
  static Optimization.Method optimizer(Section section) {
    String text = section.text("optimizer", "adamw");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "adamw" -> Optimization.Method.ADAMW;
      case "adamw8bit" -> Optimization.Method.ADAMW8BIT;
      case "muon" -> Optimization.Method.MUON;
      default ->
          throw section.refused(
              "optimizer",
              "is '" + text + "', which is not implemented: use adamw, adamw8bit or muon");
    };
  }

  /** auto, resident, stream or int8. */
  static MemorySetting memory(Section section) {
    return parsed(section, "memory", "auto, resident, stream or int8", MemorySetting::parse);
  }

  /** auto, cpu, cuda or cuda:N; whether this machine has it is seen when the run starts. */
  static DeviceSetting device(Section section) {
    return parsed(section, "device", "auto, cpu, cuda or cuda:N", DeviceSetting::parse);
  }

  /** The section {@code validate}, if there is one. */
  static Optional<Validation> validation(Section root) {
    if (!root.has("validate")) {
      return Optional.empty();
    }
    Section validate = root.section("validate");
    return Optional.of(
        validate.make(
            () ->
                new Validation(
                    validate.text("split", "test"),
                    validate.integer("every", 50),
                    validate.integer("examples", 32))));
  }

  private static <T> T parsed(
      Section section, String key, String words, Function<String, T> parse) {
    String text = section.text(key, "auto");
    try {
      return parse.apply(text);
    } catch (InputException e) {
      throw section.refused(key, "is '" + text + "' but must be " + words);
    }
  }
}
