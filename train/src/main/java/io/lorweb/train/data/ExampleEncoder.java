package io.lorweb.train.data;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.analogy.Scene;
import io.lorweb.basis.QueryMode;
import io.lorweb.files.Fingerprint;
import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.model.KontextModel;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Examples through the frozen models: VAE moments, query and text. Each result is computed once and
 * kept on disk, under a key that names everything it depends on (pixels or words, the model part's
 * files, how it computes); those used last stay in memory as well. A hit equals the computed result
 * bit for bit; its arrays are shared and must not be changed. Safe for several threads. The models
 * are not closed with it.
 */
public final class ExampleEncoder implements AutoCloseable {

  /** Part of every key: raised whenever the same key would mean something else. */
  private static final String VERSION = "1";

  /**
   * Examples whose pictures pass an encoder together on a GPU, where one alone takes as long as all
   * of them. On the CPU each passes alone: there its numbers depend on nothing but itself.
   */
  private static final int TOGETHER_ON_GPU = 64;

  private final KontextModel model;
  private final QueryMode mode;
  private final ResultCache results;
  private final PictureLatents latents;
  private final String texts;
  private final String pooledTexts;
  private final Optional<PictureEmbeddings> embeddings;
  private final Optional<QueryEncoder> keeping;
  private final Optional<QueryEncoder> fresh;

  private ExampleEncoder(
      KontextModel model,
      Optional<VisionModel> vision,
      QueryMode mode,
      boolean reference,
      Path cache) {
    this.model = model;
    this.mode = mode;
    this.results = new ResultCache(cache);
    PartPlacement placement = model.placement();
    boolean int8 = placement.memory() == MemorySetting.INT8;
    Device device = placement.device();
    String t5 = way(device, model.prompts().t5Type(), int8);
    String clip = way(device, model.prompts().clipType(), int8);
    latents =
        new PictureLatents(
            model.vae(),
            results,
            Hash.of(
                VERSION,
                "vae",
                LatentKey.of(model.folder().part("vae")),
                way(device, model.vae().placement().type(), int8)));
    texts =
        Hash.of(
            VERSION,
            "text",
            part("text_encoder"),
            part("text_encoder_2"),
            part("tokenizer"),
            part("tokenizer_2"),
            t5);
    pooledTexts = Hash.of(VERSION, "pooled", part("text_encoder"), part("tokenizer"), clip);
    embeddings = vision.map(v -> new PictureEmbeddings(results, key(v, reference)));
    keeping = vision.map(v -> query(v, reference, embeddings.orElseThrow()));
    fresh = vision.map(v -> query(v, reference, (picture, compute) -> compute.get()));
  }

  /**
   * @param vision the query's encoder; without one the query is empty
   * @param mode which pictures are encoded for the query
   * @param reference whether the query is cut as the reference cuts it
   * @param cache folder, which may be shared by runs and models
   */
  public static ExampleEncoder of(
      KontextModel model,
      Optional<VisionModel> vision,
      QueryMode mode,
      boolean reference,
      Path cache) {
    return new ExampleEncoder(model, vision, mode, reference, cache);
  }

  private String part(String name) {
    return Fingerprint.ofFolder(model.folder().part(name));
  }

  /** What makes numbers differ between two placements of the same weights. */
  private static String way(Device device, ComputeType type, boolean int8) {
    return (device.isCpu() ? "cpu " : "gpu ") + type + (int8 ? " int8" : "");
  }

  private QueryEncoder query(VisionModel vision, boolean reference, QueryEncoder.Memory kept) {
    return new QueryEncoder(vision.encoder(), vision.preprocessor(), mode, reference, kept);
  }

  private String key(VisionModel vision, boolean reference) {
    Placement placement = vision.weights().placement();
    return Hash.of(
        VERSION,
        "query",
        Fingerprint.ofPart(vision.source()),
        way(placement.device(), placement.type(), placement.memory() == MemoryPlan.INT8),
        mode.label(),
        String.valueOf(reference));
  }

  /** The example as the training step needs it. */
  public Encoded encode(Example example) {
    boolean recurring = example.recurring();
    List<Encoded.Latents> context = new ArrayList<>();
    example.context().forEach(picture -> context.add(latents.of(picture, recurring)));
    return new Encoded(
        latents.of(example.target(), recurring), context, query(example), example.caption());
  }

  /** The example's query [Q] alone; empty without an image encoder. */
  public float[] query(Example example) {
    // Embeddings of single pictures serve again even where their composite does not.
    boolean keep = example.recurring() || apart(mode);
    return (keep ? keeping : fresh)
        .map(encoder -> encoder.query(scene(example)))
        .orElse(new float[0]);
  }

  private static boolean apart(QueryMode mode) {
    return mode.concatenates() || mode == QueryMode.EDIT || mode == QueryMode.EDIT_PLUS_B;
  }

  /** The query looks at the known pictures and their composite only. */
  private static Scene scene(Example example) {
    return new Scene(
        example.context(),
        example.target().size(),
        example.known(),
        example.composite(),
        Layout.GRID);
  }

  /**
   * An instruction through both text encoders.
   *
   * @param length T5 tokens
   */
  public Text prompt(String caption, int length) {
    List<CachedArray> arrays =
        results.get(Hash.of(texts, String.valueOf(length), caption), () -> states(caption, length));
    CachedArray states = arrays.get(0);
    return new Text(states.values(), states.shape()[0], states.shape()[1], arrays.get(1).values());
  }

  /** An instruction through CLIP's text encoder alone, [D]: for a base whose T5 is learning. */
  public float[] pooled(String caption) {
    return results
        .get(
            Hash.of(pooledTexts, caption),
            () -> {
              try (Scope scope = new Scope()) {
                float[] pooled = Tensors.floats(model.prompts().pooled(caption));
                return List.of(new CachedArray(pooled, pooled.length));
              }
            })
        .get(0)
        .values();
  }

  private List<CachedArray> states(String caption, int length) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Prompt prompt = model.prompts().encode(caption, length);
      float[] pooled = Tensors.floats(prompt.pooled());
      return List.of(
          new CachedArray(
              Tensors.floats(prompt.states()),
              (int) prompt.states().size(1),
              (int) prompt.states().size(2)),
          new CachedArray(pooled, pooled.length));
    }
  }

  /**
   * Fills the cache ahead of training: every caption, and every item in every way it may be turned.
   * Of pairs, whose demonstrations are drawn anew each time, each is shown by its neighbour once;
   * their grids are left to training, because they hardly ever come twice.
   *
   * @param caption encodes a caption
   * @throws CancellationException when the progress asks to end
   */
  public void encodeAll(TrainingSet set, Consumer<String> caption, Progress progress) {
    Set<String> captions = set.captions();
    List<Draw> draws = distinct(set);
    int all = captions.size() + draws.size();
    int done = 0;
    for (String text : captions) {
      goOn(progress, done, all);
      caption.accept(text);
      progress.after(new Progress.Step(Progress.ENCODE, ++done, all));
    }
    int together = model.placement().device().isCpu() ? 1 : TOGETHER_ON_GPU;
    for (int from = 0; from < draws.size(); from += together) {
      goOn(progress, done, all);
      List<Draw> some = draws.subList(from, Math.min(from + together, draws.size()));
      prepare(some.parallelStream().map(set::example).toList());
      done += some.size();
      progress.after(new Progress.Step(Progress.ENCODE, done, all));
    }
  }

  /** Every item in every way it may be turned, but each cut of the same pictures once. */
  private static List<Draw> distinct(TrainingSet set) {
    List<Draw> draws = new ArrayList<>();
    Set<TrainingSet.Cut> known = new HashSet<>();
    for (int item = 0; item < set.size(); item++) {
      for (Draw draw : set.variants(item)) {
        if (known.add(set.cut(draw))) {
          draws.add(draw);
        }
      }
    }
    return draws;
  }

  private static void goOn(Progress progress, int done, int all) {
    if (progress.cancelled()) {
      throw new CancellationException(
          "interrupted after encoding " + done + " of " + all + "; finished work is kept");
    }
  }

  private void prepare(List<Example> examples) {
    if (examples.size() == 1) {
      prepare(examples.get(0));
      return;
    }
    List<Picture> pictures = new ArrayList<>();
    List<Picture> asked = new ArrayList<>();
    for (Example example : examples) {
      if (example.recurring()) {
        pictures.add(example.target());
        pictures.addAll(example.context());
      }
      if (example.recurring() || apart(mode)) {
        keeping.ifPresent(encoder -> asked.addAll(encoder.pictures(scene(example))));
      }
    }
    latents.prepare(pictures);
    keeping.ifPresent(encoder -> embeddings.orElseThrow().prepare(encoder, asked));
  }

  private void prepare(Example example) {
    if (example.recurring()) {
      encode(example);
    } else if (apart(mode)) {
      query(example);
    }
  }

  /** Frees the memory that remembered results take. */
  @Override
  public void close() {
    results.forget();
  }
}
