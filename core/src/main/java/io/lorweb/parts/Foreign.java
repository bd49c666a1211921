package io.lorweb.parts;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Tensors that are none of a part. */
final class Foreign {

  private static final Pattern LORA =
      Pattern.compile(
          ".*\\.(lora_[AB]|lora_(up|down|mid)|lora|hada_w[12]_[ab]|lokr_w[12](_[ab])?)(\\..*)?"
              + "|lora_(unet|te\\d?|transformer)_.*|.*_lora\\.(up|down)\\.weight");

  private static final List<String> PREFIXES =
      List.of("model.diffusion_model.", "text_encoders.", "vae.", "first_stage_model.");

  private Foreign() {}

  /** Whether a file of these tensors is a LoRA. */
  static boolean isLora(Collection<String> names) {
    return names.stream().anyMatch(name -> LORA.matcher(name).matches());
  }

  /** Whether a name of an all-in-one file without a prefix of its own belongs elsewhere. */
  static boolean ofAnotherPart(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith);
  }
}
