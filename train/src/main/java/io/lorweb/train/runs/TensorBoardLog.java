package io.lorweb.train.runs;

import com.google.protobuf.CodedOutputStream;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A run's figures and sample sheets as TensorBoard reads them. Every start writes a file of its
 * own; on a resumed run the file's first event tells TensorBoard to forget what the earlier files
 * hold beyond the step that the run went back to.
 *
 * <p>The few fields of Event and Summary that are needed are written by their numbers.
 */
public final class TensorBoardLog implements AutoCloseable {

  /** Where the files lie in a run's folder. */
  public static final String FOLDER = "tensorboard";

  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int EVENT_SESSION_LOG = 7;
  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_IMAGE = 4;
  private static final int IMAGE_HEIGHT = 1;
  private static final int IMAGE_WIDTH = 2;
  private static final int IMAGE_COLORSPACE = 3;
  private static final int IMAGE_ENCODED = 4;
  private static final int RGB = 3;

  /** TensorBoard draws tags of one word before the slash together. */
  private static final String VALIDATION = "validation/loss";

  private final EventFile file;

  private TensorBoardLog(EventFile file) {
    this.file = file;
  }

  /**
   * Starts a file.
   *
   * @param run the run's folder
   * @param lastStep 0 for a run that begins
   */
  public static TensorBoardLog open(Path run, long lastStep) {
    // A run that was stopped before its first checkpoint begins once more beside its old figures.
    boolean again = EventFile.any(run.resolve(FOLDER));
    EventFile file = EventFile.create(run.resolve(FOLDER), System.currentTimeMillis() / 1000);
    TensorBoardLog log = new TensorBoardLog(file);
    log.event(0, out -> out.writeString(EVENT_FILE_VERSION, "brain.Event:2"));
    if (again) {
      byte[] start = message(out -> out.writeEnum(SESSION_STATUS, SESSION_START));
      log.event(
          lastStep == 0 ? 0 : lastStep + 1, out -> out.writeByteArray(EVENT_SESSION_LOG, start));
    }
    return log;
  }

  /** Writes the loss on held-out examples before the first step. */
  public void begin(double validation) {
    byte[] summary = message(out -> scalar(out, VALIDATION, validation));
    event(0, out -> out.writeByteArray(EVENT_SUMMARY, summary));
  }

  /** Writes one step's figures. */
  public void add(StepMetrics step) {
    byte[] summary =
        message(
            out -> {
              scalar(out, "loss", step.loss());
              scalar(out, "lr", step.lr());
              scalar(out, "grad_norm", step.gradNorm());
              scalar(out, "samples_per_second", step.samplesPerSecond());
              if (step.routing().isPresent()) {
                scalar(out, "routing/entropy", step.routing().get().meanEntropy());
              }
              if (step.validation().isPresent()) {
                scalar(out, VALIDATION, step.validation().getAsDouble());
              }
            });
    event(step.step(), out -> out.writeByteArray(EVENT_SUMMARY, summary));
  }

  /**
   * Writes a picture, such as a sample sheet.
   *
   * @param tag what it is listed under
   */
  public void add(long step, String tag, Picture picture) {
    byte[] image =
        message(
            out -> {
              out.writeInt32(IMAGE_HEIGHT, picture.height());
              out.writeInt32(IMAGE_WIDTH, picture.width());
              out.writeInt32(IMAGE_COLORSPACE, RGB);
              out.writeByteArray(IMAGE_ENCODED, PngWriter.toBytes(picture));
            });
    byte[] value =
        message(
            out -> {
              out.writeString(VALUE_TAG, tag);
              out.writeByteArray(VALUE_IMAGE, image);
            });
    byte[] summary = message(out -> out.writeByteArray(SUMMARY_VALUE, value));
    event(step, out -> out.writeByteArray(EVENT_SUMMARY, summary));
  }

  private static void scalar(CodedOutputStream out, String tag, double value) throws IOException {
    byte[] bytes =
        message(
            inner -> {
              inner.writeString(VALUE_TAG, tag);
              inner.writeFloat(VALUE_SIMPLE, (float) value);
            });
    out.writeByteArray(SUMMARY_VALUE, bytes);
  }

  private void event(long step, Fields content) {
    file.add(
        message(
            out -> {
              out.writeDouble(EVENT_WALL_TIME, System.currentTimeMillis() / 1e3);
              out.writeInt64(EVENT_STEP, step);
              content.write(out);
            }));
  }

  /** The fields of one message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    file.close();
  }
}
