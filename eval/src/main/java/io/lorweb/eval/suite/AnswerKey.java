package io.lorweb.eval.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.record.RunJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the names of answers are made of, written down field by field: the text does not change when
 * a class does, so pictures that an earlier version made are used again. A setting that is added
 * later is added at the end, and only where it is not what was done before there was a choice.
 */
final class AnswerKey {

  /** The settings that have a place in the text below. */
  private static final List<String> EARLIER =
      List.of(
          "prompt",
          "negative_prompt",
          "true_cfg",
          "steps",
          "guidance",
          "seed",
          "strength",
          "width",
          "height",
          "max_area",
          "max_size",
          "layout",
          "compatibility",
          "text_length",
          "fit",
          "draft");

  private AnswerKey() {}

  static String of(Settings settings) {
    return "Settings[prompt="
        + maybe(settings.wording().prompt())
        + ", negativePrompt="
        + maybe(settings.wording().negativePrompt())
        + ", cfg="
        + settings.wording().cfg()
        + ", steps="
        + maybe(settings.sampling().steps())
        + ", guidance="
        + maybe(settings.sampling().guidance())
        + ", seed="
        + settings.sampling().seed()
        + ", strength="
        + settings.mixing().strength()
        + ", size="
        + maybe(settings.canvas().size().map(size -> size.width() + " x " + size.height()))
        + ", maxArea="
        + maybe(settings.canvas().maxArea())
        + ", maxSize="
        + maybe(settings.canvas().maxSize())
        + ", layout="
        + maybe(settings.canvas().layout().map(layout -> layout.name()))
        + ", compatibility="
        + settings.canvas().compatibility().name()
        + ", textLength="
        + maybe(settings.wording().textLength())
        + ", fit="
        + maybe(settings.mixing().fit())
        + ", draft="
        + maybe(settings.canvas().draft())
        + "]"
        + later(settings);
  }

  /** Settings that came after these, as a run's record names them; nothing where none is given. */
  private static String later(Settings settings) {
    ObjectNode later = RunJson.settings(settings).remove(EARLIER);
    return later.isEmpty() ? "" : later.toString();
  }

  static String of(PictureCut cut) {
    if (cut instanceof PictureCut.Half half) {
      return "Half[right=" + half.right() + "]";
    }
    if (cut instanceof PictureCut.Stretched stretched) {
      return "Stretched[size=" + stretched.size().width() + " x " + stretched.size().height() + "]";
    }
    if (cut instanceof PictureCut.Fitted fitted) {
      return "Fitted[size=" + fitted.size().width() + " x " + fitted.size().height() + "]";
    }
    return "Whole[]";
  }

  private static String maybe(Optional<String> value) {
    return value.map(text -> "Optional[" + text + "]").orElse("Optional.empty");
  }

  private static String maybe(OptionalInt value) {
    return value.isPresent() ? "OptionalInt[" + value.getAsInt() + "]" : "OptionalInt.empty";
  }

  private static String maybe(OptionalLong value) {
    return value.isPresent() ? "OptionalLong[" + value.getAsLong() + "]" : "OptionalLong.empty";
  }

  private static String maybe(OptionalDouble value) {
    return value.isPresent()
        ? "OptionalDouble[" + value.getAsDouble() + "]"
        : "OptionalDouble.empty";
  }
}
