package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SquareSymmetryTest {

  /** 1 2 above 3 4. */
  private static List<Float> square(SquareSymmetry symmetry) {
    return numbers(symmetry, 2, 2, 1, 2, 3, 4);
  }

  private static List<Float> numbers(SquareSymmetry symmetry, int h, int w, float... values) {
    try (Scope scope = new Scope()) {
      Tensor turned = symmetry.of(Tensors.of(values, 1, 1, h, w));
      List<Float> numbers = new ArrayList<>();
      for (float value : Tensors.floats(turned)) {
        numbers.add(value);
      }
      return numbers;
    }
  }

  @Test
  void mirrorsFirstThenTurnsCounterclockwise() {
    assertThat(square(SquareSymmetry.NONE)).containsExactly(1f, 2f, 3f, 4f);
    assertThat(square(new SquareSymmetry(true, 0))).containsExactly(2f, 1f, 4f, 3f);
    assertThat(square(new SquareSymmetry(false, 1))).containsExactly(2f, 4f, 1f, 3f);
    assertThat(square(new SquareSymmetry(true, 1))).containsExactly(1f, 3f, 2f, 4f);
    assertThat(square(new SquareSymmetry(false, 2))).containsExactly(4f, 3f, 2f, 1f);
  }

  @Test
  void drawsAllEightOfASquareAndFourOfAnyOtherRectangle() {
    Random random = new Random(5);
    Set<List<Float>> squares = new HashSet<>();
    Set<List<Float>> others = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      squares.add(square(SquareSymmetry.any(random, true)));
      others.add(numbers(SquareSymmetry.any(random, false), 1, 4, 1, 2, 3, 4));
    }

    assertThat(squares).hasSize(8);
    assertThat(others).containsExactlyInAnyOrder(List.of(1f, 2f, 3f, 4f), List.of(4f, 3f, 2f, 1f));
  }
}
