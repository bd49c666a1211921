package io.lorweb.train;

import io.lorweb.runs.StepMetrics;
import java.nio.file.Path;

final class RunLog {
  RunLog(Path folder) {}

  void open(long lastStep) {}

  void step(StepMetrics metrics) {}

  void sample(long step, Path sheet) {}

  void close() {}
}
