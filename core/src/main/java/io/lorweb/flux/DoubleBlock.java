package io.lorweb.flux;

import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A block with separate text and image streams that meet in one attention
 * (docs/spec/FLUX_KONTEXT.md section 3.3).
 */
final class DoubleBlock {

  /** The two streams between double blocks. */
  record Streams(Tensor text, Tensor image) {}

  private final int index;
  private final WeightPath place;
  private final Modulation norm1;
  private final Modulation norm1Context;
  private final Projections image;
  private final Projections text;
  private final Linear toOut;
  private final Linear toAddOut;
  private final FeedForward ff;
  private final FeedForward ffContext;

  /**
   * @param index its number
   */
  DoubleBlock(int index, WeightPath place, FluxConfig config) {
    int d = config.hidden();
    this.index = index;
    this.place = place;
    norm1 = new Modulation(place.linear("norm1.linear", d, 6L * d), 6);
    norm1Context = new Modulation(place.linear("norm1_context.linear", d, 6L * d), 6);
    WeightPath attn = place.at("attn");
    image = Projections.image(attn, config);
    text = Projections.text(attn, config);
    toOut = attn.linear("to_out.0", d, d);
    toAddOut = attn.linear("to_add_out", d, d);
    ff = new FeedForward(place.at("ff"), config);
    ffContext = new FeedForward(place.at("ff_context"), config);
  }

  /**
   * @param in text [B, T, D] and image [B, S, D]
   * @param activated [B, D], SiLU(temb)
   */
  Streams forward(Streams in, Tensor activated, Rope rope, Attended attended) {
    try (Scope scope = new Scope()) {
      Tensor[] m = norm1.forward(activated); // shift, scale, gate; shift, scale, gate of the ff
      Tensor[] c = norm1Context.forward(activated);
      Tensor x = place.watch("norm1.x", Modulation.modulate(in.image(), m[0], m[1]));
      place.watch("norm1.gate_msa", m[2].squeeze(1));
      place.watch("norm1.shift_mlp", m[3].squeeze(1));
      place.watch("norm1.scale_mlp", m[4].squeeze(1));
      place.watch("norm1.gate_mlp", m[5].squeeze(1));
      Tensor y = place.watch("norm1_context", Modulation.modulate(in.text(), c[0], c[1]));

      Streams mixed = attend(x, y, rope, attended);
      Tensor imageOut = in.image().addcmul(m[2], mixed.image());
      Tensor textOut = in.text().addcmul(c[2], mixed.text());

      Tensor imageFf = ff.forward(Modulation.modulate(imageOut, m[3], m[4]));
      place.watch("ff", imageFf);
      imageOut = imageOut.addcmul(m[5], imageFf);
      Tensor textFf = ffContext.forward(Modulation.modulate(textOut, c[3], c[4]));
      textOut = textOut.addcmul(c[5], textFf);
      return new Streams(
          scope.keep(place.watch("text", textOut)), scope.keep(place.watch("image", imageOut)));
    }
  }

  /** Attention over [text, image], then each stream's output projection. */
  private Streams attend(Tensor x, Tensor y, Rope rope, Attended attended) {
    try (Scope scope = new Scope()) {
      Tensor imageQ = place.watch("attn.norm_q", image.query(x));
      Tensor textK = place.watch("attn.norm_added_k", text.key(y));
      Tensor q = rope.apply(Tensors.cat(1, text.query(y), imageQ));
      Tensor k = rope.apply(Tensors.cat(1, textK, image.key(x)));
      Tensor v = Tensors.cat(1, text.value(y), image.value(x));
      Tensor mixed = attended.of(index, q, k, v, place.placement());
      long texts = y.size(1);
      Tensor textOut = toAddOut.forward(mixed.narrow(1, 0, texts));
      Tensor imageOut = toOut.forward(mixed.narrow(1, texts, x.size(1)));
      return new Streams(
          scope.keep(place.watch("attn.text", textOut)),
          scope.keep(place.watch("attn.image", imageOut)));
    }
  }
}
