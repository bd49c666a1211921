package io.lorweb.train.loop;

import io.lorweb.image.PictureReader;
import io.lorweb.train.runs.MetricsLog;
import io.lorweb.train.runs.StepMetrics;
import io.lorweb.train.runs.TensorBoardLog;
import java.nio.file.Path;

/** Writes down what a run shows of itself: JSON lines and TensorBoard's event files. */
final class RunLog implements AutoCloseable {

  private final MetricsLog metrics;
  private final TensorBoardLog board;

  /**
   * @param folder of the run
   * @param lastStep what was written down after this step is taken again, and dropped here
   */
  RunLog(Path folder, long lastStep) {
    metrics = MetricsLog.open(folder, lastStep);
    board = TensorBoardLog.open(folder, lastStep);
  }

  void step(StepMetrics step) {
    metrics.add(step);
    board.add(step);
  }

  void begin(double validation) {
    metrics.begin(validation);
    board.begin(validation);
  }

  void sample(long step, String tag, Path sheet) {
    board.add(step, tag, PictureReader.read(sheet));
  }

  @Override
  public void close() {
    metrics.close();
    board.close();
  }
}
