package io.lorweb.train.loop;

import io.lorweb.model.PromptEncoder;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.ExampleEncoder;
import io.lorweb.train.data.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Captions of a batch to what the transformer reads of them. */
sealed interface Texts {

  /** Encodes ahead what of a caption stays the same. */
  void prepare(String caption);

  /** T5 states, [B, length, D]. */
  Tensor states(List<String> captions);

  /** Pooled CLIP text, [B, D]. */
  Tensor pooled(List<String> captions);

  /** Both encoders are frozen: everything is computed once and kept. */
  record Frozen(ExampleEncoder encoder, int length) implements Texts {

    @Override
    public void prepare(String caption) {
      encoder.prompt(caption, length);
    }

    @Override
    public Tensor states(List<String> captions) {
      Tensor[] rows = new Tensor[captions.size()];
      for (int i = 0; i < rows.length; i++) {
        Text text = encoder.prompt(captions.get(i), length);
        rows[i] = Tensors.of(text.states(), 1, text.tokens(), text.width());
      }
      return Tensors.cat(0, rows);
    }

    @Override
    public Tensor pooled(List<String> captions) {
      return rows(captions.stream().map(c -> encoder.prompt(c, length).pooled()).toList());
    }
  }

  /** T5 learns with the transformer: each caption of a batch passes it once, with gradients. */
  record Learning(ExampleEncoder encoder, PromptEncoder prompts, int length) implements Texts {

    @Override
    public void prepare(String caption) {
      encoder.pooled(caption);
    }

    @Override
    public Tensor states(List<String> captions) {
      Map<String, Integer> places = new LinkedHashMap<>();
      long[] at = new long[captions.size()];
      for (int i = 0; i < at.length; i++) {
        Integer place = places.putIfAbsent(captions.get(i), places.size());
        at[i] = place == null ? places.size() - 1 : place;
      }
      Tensor states = prompts.states(new ArrayList<>(places.keySet()), length);
      Tensor rows = Tensors.of(at, at.length).to(states.device(), ScalarType.Long);
      return states.index_select(0, rows);
    }

    @Override
    public Tensor pooled(List<String> captions) {
      return rows(captions.stream().map(encoder::pooled).toList());
    }
  }

  private static Tensor rows(List<float[]> vectors) {
    Tensor[] rows = new Tensor[vectors.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Tensors.of(vectors.get(i), 1, vectors.get(i).length);
    }
    return Tensors.cat(0, rows);
  }
}
