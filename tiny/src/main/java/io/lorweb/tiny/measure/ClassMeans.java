package io.lorweb.tiny.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names a vector's class by the nearest mean (Euclidean); the earlier of two that are as near.
 *
 * @param means by class, all of one width
 */
record ClassMeans(Map<String, double[]> means) {

  ClassMeans {
    means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
  }

  /** The mean of one or more vectors of one width. */
  static double[] mean(List<float[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / (double) vectors.size();
      }
    }
    return mean;
  }

  String nearest(float[] vector) {
    String nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, double[]> entry : means.entrySet()) {
      double distance = 0;
      for (int i = 0; i < vector.length; i++) {
        double difference = vector[i] - entry.getValue()[i];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = entry.getKey();
      }
    }
    return nearest;
  }
}
