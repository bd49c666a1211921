package io.lorweb.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lorweb.config.JsonFile;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Weights;
import io.lorweb.parts.PartFile;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.text.T5Tokenizer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Prompts to T5 states and pooled CLIP text, one prompt for both (docs/spec/FLUX_KONTEXT.md section
 * 5). The encoders are loaded with the first prompt; the last few results are remembered. A large
 * T5 is loaded again for a prompt that comes after {@link #rest}.
 */
public final class PromptEncoder implements AutoCloseable {

  /** Remembered prompts; 512 T5 states of FLUX take 8 MiB each. */
  private static final int REMEMBERED = 16;

  /** The longest text in T5 tokens. */
  public static final int MAX_LENGTH = 512;

  private record Key(String prompt, int length) {}

  /** An encoded prompt on the Java heap, where forgetting it is safe while another thread reads. */
  private record Encoded(float[] states, long[] shape, float[] pooled) {}

  private final ModelFolder folder;
  private final PartPlacement placement;
  private final long leastLarge;
  private final Cache<Key, Encoded> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private Adapter onClip = Adapter.NONE;
  private Adapter onT5 = Adapter.NONE;
  private Weights clipWeights;
  private Weights t5Weights;
  private ClipTokenizer clipTokenizer;
  private T5Tokenizer t5Tokenizer;
  private ClipTextModel clip;
  private T5Encoder t5;

  /** Whether there is a T5 that {@link #rest} gives back: it was read from a file, and is large. */
  private boolean large;

  /**
   * @param t5 weights that T5 reads instead of the folder's; taken over
   */
  PromptEncoder(ModelFolder folder, PartPlacement placement, Optional<Weights> t5) {
    this(folder, placement, t5, DtypeSetting.LARGE);
  }

  /**
   * @param leastLarge values from which T5 is large
   */
  PromptEncoder(
      ModelFolder folder, PartPlacement placement, Optional<Weights> t5, long leastLarge) {
    this.leastLarge = leastLarge;
    this.folder = folder;
    this.placement = placement;
    this.t5Weights = t5.orElse(null);
  }

  /**
   * @param length T5 tokens, 1..512
   * @return tensors of the current scope
   */
  public synchronized Prompt encode(String prompt, int length) {
    Encoded encoded = remembered.get(new Key(prompt, length), this::compute);
    return new Prompt(
        Tensors.of(encoded.states(), encoded.shape()),
        Tensors.of(encoded.pooled(), 1, encoded.pooled().length));
  }

  /**
   * The pooled CLIP text alone, not remembered.
   *
   * @return [1, D] of the current scope
   */
  public synchronized Tensor pooled(String prompt) {
    loadClip();
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      long[] ids = clipTokenizer.padded(prompt, clip.config().positions());
      return scope.keep(clip.pooled(Tensors.of(ids, 1, ids.length)));
    }
  }

  /**
   * T5's states, not remembered: with gradients, where T5's weights have them.
   *
   * @param prompts B of them
   * @param length T5 tokens, 1..512
   * @return [B, length, D] of the current scope
   */
  public synchronized Tensor states(List<String> prompts, int length) {
    loadT5();
    try (Scope scope = new Scope()) {
      long[] ids = new long[prompts.size() * length];
      for (int i = 0; i < prompts.size(); i++) {
        System.arraycopy(t5Tokenizer.padded(prompts.get(i), length), 0, ids, i * length, length);
      }
      return scope.keep(t5.encode(Tensors.of(ids, prompts.size(), length)));
    }
  }

  /** How many T5 tokens {@code prompt} has, the end token among them. */
  public synchronized int tokens(String prompt) {
    if (t5Tokenizer == null) {
      loadT5();
    }
    return t5Tokenizer.ids(prompt).length;
  }

  /**
   * Puts something on the Linears of both encoders.
   *
   * @throws IllegalStateException when they are loaded already
   */
  public synchronized void adapt(Adapter clipText, Adapter t5Text) {
    if (clip != null || t5 != null) {
      throw new IllegalStateException("the text encoders are loaded already");
    }
    onClip = clipText;
    onT5 = t5Text;
  }

  /** Loads the encoders now instead of with the first prompt. */
  public synchronized PromptEncoder warmUp() {
    loadClip();
    loadT5();
    return this;
  }

  /** Forgets what it remembers: for T5 weights that have changed. */
  public synchronized void forget() {
    remembered.invalidateAll();
  }

  /** In which formats T5 computes, without loading it. */
  public synchronized ComputeType t5Type() {
    return t5Weights != null ? t5Weights.placement().type() : placement.type(folder.t5());
  }

  /** In which formats CLIP's text encoder computes, without loading it. */
  public synchronized ComputeType clipType() {
    return clipWeights != null ? clipWeights.placement().type() : placement.type(folder.clip());
  }

  /** Gives the memory of a large T5 back: the transformer, which is about to run, can use it. */
  public synchronized void rest() {
    if (large) {
      t5Weights.close();
      t5Weights = null;
      t5 = null;
      large = false;
    }
  }

  /** Whether T5 is in memory. */
  boolean holdsT5() {
    return t5 != null;
  }

  private Encoded compute(Key key) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor pooled = pooled(key.prompt());
      Tensor states = states(List.of(key.prompt()), key.length());
      return new Encoded(Tensors.floats(states), states.shape(), Tensors.floats(pooled));
    }
  }

  private void loadClip() {
    if (clip == null) {
      PartFile<ClipTextConfig> file = folder.clip();
      clipWeights = placement.open(file);
      clipTokenizer = Tokenizers.clip(folder, file.config().vocabulary());
      clip = new ClipTextModel(file.config(), clipWeights).adapted(onClip);
    }
  }

  private void loadT5() {
    if (t5 != null) {
      return;
    }
    if (t5Weights != null) { // those that are trained, in a folder's configuration
      t5Tokenizer = Tokenizers.t5(folder, Optional.empty());
      JsonFile config = folder.config("text_encoder_2", "config.json").orElseThrow();
      t5 = new T5Encoder(T5Config.read(config), t5Weights);
      return;
    }
    PartFile<T5Config> file = folder.t5();
    t5Weights = placement.open(file);
    large = file.report().values() >= leastLarge;
    if (t5Tokenizer == null) {
      t5Tokenizer = Tokenizers.t5(folder, file.tokenizer());
    }
    t5 = new T5Encoder(file.config(), t5Weights).adapted(onT5);
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable part :
        new AutoCloseable[] {clipTokenizer, t5Tokenizer, clipWeights, t5Weights}) {
      if (part != null) {
        try {
          part.close();
        } catch (Exception e) {
          throw new IllegalStateException("closing the text encoders failed", e);
        }
      }
    }
    clip = null;
    t5 = null;
    t5Weights = null;
  }
}
