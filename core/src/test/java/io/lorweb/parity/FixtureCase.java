package io.lorweb.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;

/** One golden case: its parameters, inputs and expected tensors. */
public final class FixtureCase implements AutoCloseable {

  private final Path folder;
  private final JsonNode json;
  private final Checkpoint inputs;
  private final Checkpoint expected;

  public FixtureCase(Path folder) throws IOException {
    this.folder = folder;
    json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    inputs = open("inputs.safetensors");
    expected = open("expected.safetensors");
  }

  private Checkpoint open(String name) {
    return Files.exists(folder.resolve(name)) ? Checkpoint.open(folder.resolve(name)) : null;
  }

  /** Its folder's. */
  String name() {
    return folder.getFileName().toString();
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public JsonNode json() {
    return json;
  }

  public boolean hasInput(String key) {
    return inputs != null && inputs.has(key);
  }

  public Tensor input(String key) {
    return inputs.tensor(key);
  }

  /** What a transformer says to the case's inputs. */
  public Tensor velocity(FluxTransformer model) {
    return model.forward(
        model.embedImage(input("hidden_states")),
        model.embedText(input("encoder_hidden_states")),
        input("pooled_projections"),
        input("timestep"),
        hasInput("guidance") ? input("guidance") : null,
        model.rope(input("txt_ids"), input("img_ids")));
  }

  public Checkpoint expected() {
    return expected;
  }

  @Override
  public void close() {
    if (inputs != null) {
      inputs.close();
    }
    if (expected != null) {
      expected.close();
    }
  }
}
