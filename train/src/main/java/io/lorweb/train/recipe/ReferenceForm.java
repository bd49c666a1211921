package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.config.Section;
import io.lorweb.error.InputException;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference's training YAML below {@code config.process[0]} (docs/spec/LORWEB.md section 8.9).
 * What it leaves out takes the reference's own defaults.
 */
final class ReferenceForm {

  private static final Pattern FLAG = Pattern.compile("(?:^|\\s)--(\\w+)(?:\\s+((?!--)\\S+))?");

  private ReferenceForm() {}

  static Recipe read(String name, Section process, List<String> notices) {
    Section train = process.section("train");
    Layout layout = layout(process);
    Path folder =
        process.has("training_folder") ? process.path("training_folder") : Path.of("output");
    if (!process.has("training_seed")) {
      notices.add("training_seed is absent: assuming 0; the reference would draw one");
    }
    return new Recipe(
        name,
        folder.resolve(name),
        process.whole("training_seed", 0),
        base(process, layout, notices),
        ReferenceNetwork.read(process.section("network"), layout, notices),
        ReferenceData.read(process, notices),
        ReferenceTraining.objective(train, process.section("network"), notices),
        ReferenceTraining.optimization(train, notices),
        saving(process.section("save")),
        sampling(process, notices),
        RecipeOptions.validation(process));
  }

  private static Base base(Section process, Layout layout, List<String> notices) {
    Section model = process.section("model");
    Section train = process.section("train");
    DeviceSetting device = RecipeOptions.device(model.has("device") ? model : process);
    DtypeSetting dtype = DtypeSetting.parse(RecipeOptions.dtype(train, "dtype", "fp32"));
    if (!model.has("device") && device.id().matches("cuda(:0)?")) {
      notices.add("device " + device + ": the first GPU if there is one, else the CPU");
      device = DeviceSetting.AUTO;
    }
    if (device.equals(DeviceSetting.CPU) && dtype != DtypeSetting.FP32
        || device.equals(DeviceSetting.AUTO) && dtype == DtypeSetting.BF16) {
      notices.add(
          "train.dtype "
              + dtype.id()
              + " computes on a CPU as auto does: products in bf16 where large and native, else in fp32");
      dtype = DtypeSetting.AUTO;
    }
    if (model.flag("quantize", false) && !model.has("memory")) {
      notices.add(
          "model.quantize: model.memory says how weights are kept, here auto; int8 is smallest");
    }
    return new Base(
        model.text("name_or_path"),
        model.optionalText("encoder"),
        device,
        dtype,
        RecipeOptions.memory(model),
        train.flag("gradient_checkpointing", true),
        layout,
        model.optionalInteger("text_length"));
  }

  /** All data sets must mean one layout; {@code model.layout} may name it instead. */
  private static Layout layout(Section process) {
    Section model = process.section("model");
    if (model.has("layout")) {
      return model.make(() -> Layout.parse(model.text("layout")));
    }
    Layout found = null;
    for (Section data : process.sections("datasets")) {
      boolean box = data.flag("is_box_analogy", false);
      boolean separate = data.flag("is_analogy", false);
      if (box == separate) {
        throw InputException.of(
            "%s: is_box_analogy and is_analogy are both %s but exactly one must be true, unless"
                + " model.layout says grid, separate or query",
            data.where(), box);
      }
      Layout layout = box ? Layout.GRID : Layout.SEPARATE;
      if (found != null && found != layout) {
        throw InputException.of(
            "%s wants the layout %s but an earlier data set %s: one run has one layout",
            data.where(), layout.label(), found.label());
      }
      found = layout;
    }
    if (found == null) {
      throw InputException.of("%s must list at least one data set", process.where("datasets"));
    }
    return found;
  }

  private static Saving saving(Section save) {
    return save.make(
        () ->
            new Saving(
                save.integer("save_every", 1000),
                save.integer("max_step_saves_to_keep", 5),
                save.integer("milestone", 500),
                RecipeOptions.dtype(save, "dtype", "fp16")));
  }

  private static Sampling sampling(Section process, List<String> notices) {
    Section sample = process.section("sample");
    Section train = process.section("train");
    boolean off = !process.has("sample") || train.flag("disable_sampling", false);
    List<Sampling.Shown> shown = new ArrayList<>();
    List<String> prompts = sample.texts("prompts");
    for (int i = 0; i < prompts.size(); i++) {
      strip(prompts.get(i), "sample.prompts[" + i + "]", notices).ifPresent(shown::add);
    }
    int every = sample.integer("sample_every", 100);
    int steps = sample.integer("sample_steps", 20);
    double guidance = sample.decimal("guidance_scale", 7);
    long seed = sample.whole("seed", 0);
    boolean first = !train.flag("skip_first_sample", false);
    return sample.make(
        () -> new Sampling(off ? 0 : every, first && !off, steps, guidance, seed, shown));
  }

  /** {@code text --ctrl_img strip.jpg --other flags}. */
  private static Optional<Sampling.Shown> strip(String prompt, String key, List<String> notices) {
    Matcher flags = FLAG.matcher(prompt);
    String text = prompt;
    String file = null;
    List<String> idle = new ArrayList<>();
    boolean any = false;
    while (flags.find()) {
      text = any ? text : prompt.substring(0, flags.start());
      any = true;
      if (flags.group(1).equals("ctrl_img")) {
        file = flags.group(2);
      } else {
        idle.add("--" + flags.group(1));
      }
    }
    if (!idle.isEmpty()) {
      notices.add(key + ": " + String.join(", ", idle) + " without effect here");
    }
    if (file == null) {
      notices.add(key + " names no --ctrl_img and is left out: a sample needs a, a' and b");
      return Optional.empty();
    }
    return Optional.of(new Sampling.Strip(Path.of(file), text.strip()));
  }
}
