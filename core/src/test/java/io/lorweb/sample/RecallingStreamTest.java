package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.sample.Saving.KnownCells;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four noise tokens, of which the second and the fourth may change, and four of the context. */
class RecallingStreamTest {

  private static final int SIDE = 2;
  private static final int TOKENS = SIDE * SIDE;
  private static final int TEXTS = 5;
  private static final boolean[] FREE = {false, true, false, true};

  private final List<Long> computed = new ArrayList<>();
  private SquareTransformer square;
  private Arena owner;
  private Scope scope;
  private Told told;
  private Stream stream;

  @BeforeEach
  void load() {
    square = SquareTransformer.open();
    FluxConfig config = square.model().config();
    FluxTransformer transformer = square.model().watched(this::count);
    scope = new Scope();
    owner = new Arena();
    Tensor ids = Tensors.cat(0, Packing.ids(0, SIDE, SIDE), Packing.ids(1, SIDE, SIDE));
    told =
        new Told(
            transformer,
            transformer.embedText(Noise.normal(1, 1, TEXTS, config.jointDim())),
            Noise.normal(2, 1, config.pooledDim()),
            transformer.rope(Packing.textIds(TEXTS), ids));
    stream = new RecallingStream(told, new KnownCells(2), FREE, 2 * TOKENS, owner);
  }

  @AfterEach
  void close() {
    owner.close();
    scope.close();
    square.close();
  }

  private void count(String name, Tensor value) {
    if (name.equals("transformer_blocks.0.attn.norm_q")) {
      computed.add(value.size(1));
    }
  }

  /**
   * @param own seed of the tokens that may change
   * @param known seed of the others
   */
  private Pass pass(int step, long own, long known, float sigma) {
    FluxConfig config = told.transformer().config();
    Tensor free = Tensors.of(FREE, 1, TOKENS, 1);
    Tensor tokens = torch.where(free, noise(own, config), noise(known, config));
    return new Pass(
        told.transformer().embedImage(tokens),
        told.transformer().embedImage(noise(known + 1, config)),
        Tensors.of(new float[] {sigma}, 1),
        Tensors.of(new float[] {2.5f}, 1),
        step);
  }

  private static Tensor noise(long seed, FluxConfig config) {
    return Noise.normal(seed, 1, TOKENS, config.inChannels());
  }

  private static float[] only(boolean free, float[] velocity) {
    int width = velocity.length / TOKENS;
    float[] some = new float[TOKENS / 2 * width];
    int at = 0;
    for (int token = 0; token < TOKENS; token++) {
      if (FREE[token] == free) {
        System.arraycopy(velocity, token * width, some, at, width);
        at += width;
      }
    }
    return some;
  }

  private float[] full(Pass pass) {
    return Tensors.floats(new FullStream(told).velocity(pass));
  }

  private float[] velocity(Pass pass) {
    return Tensors.floats(stream.velocity(pass));
  }

  /** Keys and values are those of the same pass, so nothing is lost. */
  @Test
  void theSamePassOnceMoreGivesTheSameVelocityOfWhatMayChange() {
    float[] plain = full(pass(0, 10, 20, 0.9f));
    assertThat(velocity(pass(0, 10, 20, 0.9f))).containsExactly(plain);
    float[] again = velocity(pass(1, 10, 20, 0.9f));
    assertThat(only(true, again)).containsExactly(only(true, plain), within(1e-5f));
    assertThat(only(false, again)).containsOnly(0f);
    assertThat(computed).containsExactly(4L + 4, 4L + 4, 2L);
  }

  @Test
  void theKnownOnesAreThoseOfTheLastFullStepUntilTheNext() {
    float[] first = velocity(pass(0, 10, 20, 0.9f));
    float[] others = velocity(pass(1, 10, 30, 0.9f));
    assertThat(only(true, others)).containsExactly(only(true, first), within(1e-5f));

    float[] third = velocity(pass(2, 10, 30, 0.9f));
    assertThat(third).containsExactly(full(pass(2, 10, 30, 0.9f)));
    assertThat(apart(first, third)).isGreaterThan(1e-3);
    assertThat(only(true, velocity(pass(3, 10, 20, 0.9f))))
        .containsExactly(only(true, third), within(1e-5f));
  }

  /** Near the full pass, as the known ones have hardly moved; nearer than the step before. */
  @Test
  void whatMayChangeSeesItsOwnStep() {
    float[] before = velocity(pass(0, 10, 20, 0.9f));
    float[] wanted = full(pass(1, 11, 20, 0.89f));
    float[] recalled = velocity(pass(1, 11, 20, 0.89f));
    double missed = apart(only(true, wanted), only(true, recalled));
    assertThat(missed).isPositive();
    assertThat(missed).isLessThan(0.1 * apart(only(true, wanted), only(true, before)));
  }

  @Test
  void nothingMayChange() {
    boolean[] none = new boolean[TOKENS];
    stream = new RecallingStream(told, new KnownCells(2), none, 2 * TOKENS, owner);
    velocity(pass(0, 10, 20, 0.9f));
    assertThat(velocity(pass(1, 10, 20, 0.8f))).containsOnly(0f);
  }

  private static double apart(float[] some, float[] others) {
    double most = 0;
    assertThat(some).hasSameSizeAs(others);
    for (int i = 0; i < some.length; i++) {
      most = Math.max(most, Math.abs(some[i] - others[i]));
    }
    return most;
  }
}
