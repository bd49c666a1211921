package io.lorweb.cli;

import io.lorweb.files.JsonRecords;
import io.lorweb.lora.LoraSurvey;
import io.lorweb.lora.LoraSurvey.Inspected;
import io.lorweb.lora.LoraSurvey.Line;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lorweb lora inspect FILE}: dialect, ranks, alpha, modules and norms. */
@Command(
    name = "inspect",
    description = "Says what a LoRA file holds: dialect, kinds, ranks, alpha, modules, norms.",
    mixinStandardHelpOptions = true)
final class LoraInspectCommand implements Callable<Integer> {

  private static final int SHOWN = 5;

  @Parameters(paramLabel = "FILE", description = "The LoRA: a file or a folder.")
  Path file;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    Inspected found = LoraSurvey.inspect(file);
    console.result(line("file", found.file().toString()));
    console.result(line("dialect", found.dialect()));
    console.result(line("kinds", counts(found, module -> module.kind().toString())));
    console.result(
        line("rank", counts(found, m -> m.rank() == 0 ? "none" : Long.toString(m.rank()))));
    console.result(line("alpha from", found.alpha()));
    long linears = found.modules().stream().flatMap(m -> m.linears().stream()).distinct().count();
    console.result(line("modules", found.modules().size() + ", on " + linears + " Linears"));
    if (found.textModules() > 0) {
      console.result(line("text encoders", texts(found)));
    }
    if (!found.ignored().isEmpty()) {
      console.result(
          line("left aside", found.ignored().size() + ", first " + found.ignored().get(0)));
    }
    found.modules().stream()
        .sorted(Comparator.comparingDouble((Line module) -> -module.norm()))
        .limit(SHOWN)
        .forEach(
            module ->
                console.result(
                    line(
                        "norm",
                        String.format(Locale.ROOT, "%.4g %s", module.norm(), module.stem()))));
    console.report(JsonRecords.tree(found));
    return 0;
  }

  /** "9 modules: CLIP (4), T5 (4), unknown (1, left aside)". */
  private static String texts(Inspected found) {
    Map<String, Long> counts =
        found.texts().stream()
            .collect(
                Collectors.groupingBy(
                    text -> text.encoder().name(), TreeMap::new, Collectors.counting()));
    StringBuilder each = new StringBuilder();
    counts.forEach(
        (encoder, count) ->
            each.append(each.isEmpty() ? "" : ", ").append(encoder).append(" ").append(count));
    long strange = found.textModules() - found.texts().size();
    return found.textModules()
        + " modules"
        + (counts.isEmpty() ? "" : ": " + each)
        + (strange > 0 ? "; " + strange + " left aside" : "");
  }

  private static String counts(Inspected found, Function<Line, String> what) {
    Map<String, Long> counts =
        found.modules().stream()
            .collect(Collectors.groupingBy(what, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-14s %s", name, value);
  }
}
