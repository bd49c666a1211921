package io.lorweb.model;

import io.lorweb.files.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.text.T5Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Prompts to T5 states and pooled CLIP text, one prompt for both (spec/FLUX_KONTEXT.md section 5).
 * The encoders are loaded with the first prompt; the last few results are remembered.
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
  private final Map<Key, Encoded> remembered =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Encoded> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Weights clipWeights;
  private Weights t5Weights;
  private ClipTokenizer clipTokenizer;
  private T5Tokenizer t5Tokenizer;
  private ClipTextModel clip;
  private T5Encoder t5;

  PromptEncoder(ModelFolder folder, PartPlacement placement) {
    this.folder = folder;
    this.placement = placement;
  }

  /**
   * @param length T5 tokens, 1..512
   * @return tensors of the current scope
   */
  public synchronized Prompt encode(String prompt, int length) {
    Encoded encoded = remembered.computeIfAbsent(new Key(prompt, length), this::compute);
    return new Prompt(
        Tensors.of(encoded.states(), encoded.shape()),
        Tensors.of(encoded.pooled(), 1, encoded.pooled().length));
  }

  private Encoded compute(Key key) {
    load();
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      long[] clipIds = clipTokenizer.padded(key.prompt(), clip.config().positions());
      long[] t5Ids = t5Tokenizer.padded(key.prompt(), key.length());
      Tensor pooled = clip.pooled(Tensors.of(clipIds, 1, clipIds.length));
      Tensor states = t5.encode(Tensors.of(t5Ids, 1, t5Ids.length));
      return new Encoded(Tensors.floats(states), states.shape(), Tensors.floats(pooled));
    }
  }

  private void load() {
    if (t5 != null) {
      return;
    }
    Path clipFolder = folder.part("text_encoder");
    Path t5Folder = folder.part("text_encoder_2");
    clipTokenizer = ClipTokenizer.load(folder.part("tokenizer"));
    t5Tokenizer = T5Tokenizer.load(folder.part("tokenizer_2"));
    clipWeights = placement.open(clipFolder);
    clip =
        new ClipTextModel(
            ClipTextConfig.read(JsonFile.read(clipFolder.resolve("config.json"))), clipWeights);
    t5Weights = placement.open(t5Folder);
    t5 = new T5Encoder(T5Config.read(JsonFile.read(t5Folder.resolve("config.json"))), t5Weights);
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
    t5 = null;
  }
}
