package io.lorweb.packed;

import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.Resting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** A safetensors file, or several behind an index. */
final class SafetensorsContainer implements Container {

  private final Checkpoint checkpoint;

  SafetensorsContainer(Path file) {
    this.checkpoint = Checkpoint.open(file);
  }

  @Override
  public Path file() {
    return checkpoint.file();
  }

  @Override
  public Set<String> names() {
    return checkpoint.names();
  }

  @Override
  public String type(String name) {
    return checkpoint.info(name).dtype().name();
  }

  @Override
  public long[] shape(String name) {
    return checkpoint.info(name).sizes();
  }

  @Override
  public Tensor tensor(String name) {
    return checkpoint.tensor(name);
  }

  @Override
  public Resting resting(String name) {
    return checkpoint.resting(name, shape(name));
  }

  @Override
  public Map<String, String> metadata() {
    return checkpoint.metadata();
  }

  @Override
  public boolean isGguf() {
    return false;
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
