package io.lorweb.packed;

import io.lorweb.gguf.GgufFile;
import io.lorweb.gguf.GgufHeader;
import io.lorweb.weights.Resting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** A GGUF file. */
public final class GgufContainer implements Container {

  private final GgufFile gguf;

  GgufContainer(Path file) {
    this.gguf = GgufFile.open(file);
  }

  /** Everything that its head says. */
  public GgufHeader header() {
    return gguf.header();
  }

  @Override
  public Path file() {
    return gguf.header().file();
  }

  @Override
  public Set<String> names() {
    return gguf.header().tensors().keySet();
  }

  @Override
  public String type(String name) {
    return gguf.header().tensors().get(name).type().name();
  }

  @Override
  public long[] shape(String name) {
    return gguf.resting(name).shape();
  }

  @Override
  public Tensor tensor(String name) {
    return gguf.resting(name).all();
  }

  @Override
  public Resting resting(String name) {
    return gguf.resting(name);
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> texts = new LinkedHashMap<>();
    gguf.header()
        .metadata()
        .forEach(
            (key, value) -> {
              if (value instanceof String text) {
                texts.put(key, text);
              }
            });
    return texts;
  }

  @Override
  public boolean isGguf() {
    return true;
  }

  @Override
  public void close() {
    gguf.close();
  }
}
