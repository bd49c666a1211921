package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassMeansTest {

  @Test
  void aMeanIsTakenWidthByWidth() {
    assertThat(ClassMeans.mean(List.of(new float[] {1, -2}, new float[] {3, 6})))
        .containsExactly(2, 2);
  }

  @Test
  void theNearestMeanByDistanceNotByAngleIsTaken() {
    ClassMeans means =
        new ClassMeans(
            Map.of(
                "near", new double[] {1, 1},
                "far in the same direction", new double[] {10, 0},
                "behind", new double[] {-3, 0}));

    assertThat(means.nearest(new float[] {2, 0})).isEqualTo("near");
    assertThat(means.nearest(new float[] {7, 0})).isEqualTo("far in the same direction");
    assertThat(means.nearest(new float[] {-2, 0})).isEqualTo("behind");
  }

  @Test
  void ofTwoThatAreAsNearTheEarlierIsTaken() {
    Map<String, double[]> both = new LinkedHashMap<>();
    both.put("first", new double[] {0});
    both.put("second", new double[] {2});

    assertThat(new ClassMeans(both).nearest(new float[] {1})).isEqualTo("first");
  }
}
