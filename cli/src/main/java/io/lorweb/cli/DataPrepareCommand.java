package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.train.data.ManifestPreparer;
import io.lorweb.train.data.Prepared;
import io.lorweb.train.data.Relation252k;
import io.lorweb.train.data.RelationOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code lorweb data prepare SRC OUT} (docs/data.md). */
@Command(
    name = "prepare",
    description = "Makes training data from Relation252K, a folder of pairs or a manifest.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Relation252K becomes OUT/control, OUT/target, OUT/analogy_metadata.json and a summary;",
      "own data become OUT/manifest.jsonl, which names the pictures where they are.",
      "What an earlier run has finished is kept."
    })
final class DataPrepareCommand implements Callable<Integer> {

  private static final String SEED = "--seed";
  private static final String MAX_ANALOGIES = "--max-analogies";
  private static final String MIN_PAIRS = "--min-pairs-per-category";
  private static final String CATEGORIES = "--filter-categories";
  private static final String FILTER = "--filter-json";
  private static final String MAX_SAMPLES = "--max-samples-per-category";
  private static final String REVERSE = "--reverse";
  private static final String TEST_SHARE = "--test-share";

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SRC",
      description = "Relation252K's folder, a folder of pairs or a manifest (.jsonl).")
  Path source;

  @Parameters(paramLabel = "OUT", description = "The folder to write.")
  Path out;

  @Option(names = SEED, description = "Seed of the random sample (default: ${DEFAULT-VALUE}).")
  long seed = 0;

  @Option(names = MAX_ANALOGIES, paramLabel = "N", description = "Take a sample of N.")
  Integer maxAnalogies;

  @Option(
      names = MIN_PAIRS,
      paramLabel = "N",
      description = "Leave smaller categories out (default: ${DEFAULT-VALUE}).")
  int minPairs = 2;

  @Option(names = CATEGORIES, arity = "1..*", paramLabel = "NAME", description = "Only these.")
  List<String> categories = List.of();

  @Option(
      names = FILTER,
      paramLabel = "FILE",
      description = "A JSON list of objects with the image_id of pictures to leave out.")
  Path filter;

  @Option(
      names = MAX_SAMPLES,
      paramLabel = "N",
      description = "At most N pairs of a category, the first of its labels.")
  Integer maxSamples;

  @Option(names = REVERSE, description = "Also write every analogy with its edit undone.")
  boolean reverse;

  @Option(
      names = TEST_SHARE,
      paramLabel = "SHARE",
      description = "Own data: put this share of the entries into the split 'test'.")
  double testShare = 0;

  @Option(
      names = {"--threads", "--num-processes"},
      paramLabel = "N",
      description = "Pictures worked on at once (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    if (!Files.exists(source)) {
      throw InputException.of(
          "%s does not exist; give Relation252K's folder, a folder of pairs or a manifest", source);
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw InputException.of("%s is a file; give a folder to write", out);
    }
    Prepared prepared;
    try (WorkBar progress = console.progress("prepare")) {
      if (Relation252k.is(source)) {
        refuse("Relation252K has no splits", TEST_SHARE);
        prepared = new Relation252k(source, out, options()).run(progress);
      } else {
        refuse(
            source + " is not Relation252K (no folder in it has Group1/labels.json)",
            SEED,
            MAX_ANALOGIES,
            MIN_PAIRS,
            CATEGORIES,
            FILTER,
            MAX_SAMPLES,
            REVERSE);
        prepared = new ManifestPreparer(source, out, testShare, threads).run(progress);
      }
    }
    prepared.failures().forEach(console::failed);
    console.note(
        String.format(
            Locale.ROOT,
            "%d made, %d existed already, %d failed",
            prepared.made(),
            prepared.skipped(),
            prepared.failed()));
    console.result(String.format(Locale.ROOT, "%s: %d entries", out, prepared.out()));
    console.report(json(prepared));
    return prepared.failures().isEmpty() ? 0 : Failures.FAILED;
  }

  private RelationOptions options() {
    return new RelationOptions(
        seed,
        optional(maxAnalogies),
        minPairs,
        categories,
        Optional.ofNullable(filter),
        optional(maxSamples),
        threads,
        reverse);
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** An option that would have no effect is a mistake that its user should know of. */
  private void refuse(String why, String... options) {
    ParseResult given = spec.commandLine().getParseResult();
    for (String option : options) {
      if (given.hasMatchedOption(option)) {
        throw InputException.of("%s has no meaning here: %s; leave it out", option, why);
      }
    }
  }

  private ObjectNode json(Prepared prepared) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("out", out.toString());
    json.put("entries", prepared.out());
    json.put("made", prepared.made());
    json.put("skipped", prepared.skipped());
    json.put("failed", prepared.failed());
    ObjectNode groups = json.putObject("groups");
    prepared.perGroup().forEach(groups::put);
    prepared.failures().forEach(json.putArray("failures")::add);
    return json;
  }
}
