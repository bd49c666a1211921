package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.tensor.Scope;
import io.lorweb.train.data.DataIdentity;
import io.lorweb.train.optim.Optimizer;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What a run keeps: adapters to use, and full states to go on from (docs/spec/LORWEB.md section
 * 8.8).
 *
 * <p>Files are {@code <name>_<step>.safetensors} at every checkpoint, of which the newest few and
 * the milestones stay, {@code <name>.safetensors} at the end, and {@code state/} (see {@link
 * StateFiles}). Step k means that k updates have been done.
 */
final class Checkpoints {

  private static final String PARAMETERS = "parameters";
  private static final String MOMENTS = "optimizer.";
  private static final String LEARNED = "learned.";

  private final Recipe recipe;
  private final Trainable learned;
  private final Optimizer optimizer;
  private final Resumption resumption;
  private final DataIdentity data;
  private final StateFiles states;

  /**
   * @param data what is trained on
   * @param workers that each take the recipe's batch
   */
  Checkpoints(
      Recipe recipe, Trainable learned, Optimizer optimizer, DataIdentity data, int workers) {
    this.resumption = new Resumption(recipe, workers);
    this.data = data;
    this.recipe = recipe;
    this.learned = learned;
    this.optimizer = optimizer;
    this.states = states(recipe);
  }

  private static StateFiles states(Recipe recipe) {
    return new StateFiles(recipe.out().resolve("state"));
  }

  /**
   * Refuses to start over a run that is there, and to resume one that is not.
   *
   * @throws InputException with what to do instead
   */
  static void check(Recipe recipe, boolean resume) {
    boolean any = states(recipe).any();
    if (any && !resume) {
      throw InputException.of(
          "%s already contains a run: continue it by setting 'resume', or choose another folder by setting 'out'",
          recipe.out());
    }
    if (resume && !any && !Files.isDirectory(recipe.out())) {
      throw InputException.of(
          "%s holds no run to resume: leave setting 'resume' out to start one", recipe.out());
    }
  }

  /** Writes adapter and state of {@code step}; returns the adapter's file. */
  Path save(long step, long epoch) {
    Path adapter =
        learned.save(
            recipe.out(),
            String.format(Locale.ROOT, "%s_%09d", recipe.name(), step),
            recipe.saving().dtype(),
            metadata(step, epoch));
    Map<String, Tensor> tensors = tensors();
    try (Scope scope = new Scope()) {
      states.write(step, resumption.run(), data.fingerprint(), tensors);
    }
    clean();
    return adapter;
  }

  /** Writes the adapter under the run's plain name. */
  Path finish(long step, long epoch) {
    return learned.save(
        recipe.out(), recipe.name(), recipe.saving().dtype(), metadata(step, epoch));
  }

  /** Where the finished adapter is or will be. */
  Path finished() {
    return recipe.out().resolve(recipe.name() + ".safetensors");
  }

  /**
   * Takes up the newest whole state.
   *
   * @param notice hears of damaged ones
   * @return steps done, 0 without any
   * @throws InputException when another recipe made it
   */
  long resume(Consumer<String> notice) {
    Optional<StateFiles.Saved> found = states.newest(notice);
    if (found.isEmpty()) {
      return 0;
    }
    StateFiles.Saved saved = found.get();
    resumption.check(saved).ifPresent(notice);
    saved.data().flatMap(this::difference).ifPresent(notice);
    try (Checkpoint file = Checkpoint.open(saved.file());
        Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      tensors().forEach((name, tensor) -> tensor.copy_(file.tensor(name, tensor.shape())));
    }
    return saved.step();
  }

  /** What differs from the data that the run was started with. */
  private Optional<String> difference(String started) {
    if (started.equals(data.fingerprint())) {
      return Optional.empty();
    }
    if (started.equals(data.stored())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "pictures with other colour profiles (%d, the first is %s) are read as sRGB, but this"
                  + " run may have begun with their colours as they are stored; begin it anew if"
                  + " that matters",
              data.converted().size(),
              data.converted().get(0)));
    }
    return Optional.of(
        "the data are not those that the run was started with: examples come in another order, and"
            + " epochs are counted anew");
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(PARAMETERS, learned.parameters().values());
    optimizer.state().forEach((name, tensor) -> tensors.put(MOMENTS + name, tensor));
    learned.state().forEach((name, tensor) -> tensors.put(LEARNED + name, tensor));
    return tensors;
  }

  private Map<String, String> metadata(long step, long epoch) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("name", recipe.name());
    texts.put("ss_output_name", recipe.name());
    texts.put("ss_base_model_version", "flux_kontext");
    texts.put("training_info", "{\"step\": " + step + ", \"epoch\": " + epoch + "}");
    texts.put("software", "{\"name\": \"lorweb-java\"}");
    return texts;
  }

  /** Removes adapters that are neither among the newest nor milestones, and half-written files. */
  private void clean() {
    Pattern pattern = Pattern.compile(Pattern.quote(recipe.name()) + "_(\\d{9})\\.safetensors");
    TreeMap<Long, Path> adapters = new TreeMap<>();
    try (Stream<Path> entries = Files.list(recipe.out())) {
      for (Path entry : entries.toList()) {
        Matcher matcher = pattern.matcher(entry.getFileName().toString());
        if (matcher.matches()) {
          adapters.put(Long.parseLong(matcher.group(1)), entry);
        }
      }
      int milestone = recipe.saving().milestone();
      List<Long> steps = List.copyOf(adapters.descendingKeySet());
      for (long step :
          steps.subList(Math.min(recipe.saving().keepLast(), steps.size()), steps.size())) {
        if (milestone == 0 || step % milestone != 0) {
          Files.deleteIfExists(adapters.get(step));
        }
      }
    } catch (IOException e) {
      throw new InputException(recipe.out() + " cannot be cleaned up: " + e.getMessage(), e);
    }
    AtomicFile.deleteLeftOvers(recipe.out());
  }
}
