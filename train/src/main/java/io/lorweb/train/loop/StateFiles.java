package io.lorweb.train.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.bytedeco.pytorch.Tensor;

/**
 * The full training states of a run, in its folder {@code state}: tensors in {@code
 * <step>.safetensors} and a manifest {@code <step>.json} with size and checksum, written last. A
 * state counts only with a manifest that its file agrees with, so whenever a run is killed the
 * newest whole state is found. The two newest are kept.
 *
 * @param folder of the states
 */
record StateFiles(Path folder) {

  private static final int KEPT = 2;
  private static final int BLOCK = 1 << 20;
  private static final Pattern MANIFEST = Pattern.compile("(\\d{9})\\.json");
  private static final Pattern TENSORS = Pattern.compile("(\\d{9})\\.safetensors");

  /**
   * A whole state.
   *
   * @param step optimizer steps done
   * @param file its tensors
   * @param run fingerprint of the recipe that made it
   * @param data fingerprint of what it was trained on; older states have none
   */
  record Saved(long step, Path file, String run, Optional<String> data) {}

  /** Writes a state, whole or not at all, and drops those that are too old. */
  void write(long step, String run, String data, Map<String, Tensor> tensors) {
    Path file = folder.resolve(name(step) + ".safetensors");
    SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("step", step);
    json.put("run", run);
    json.put("data", data);
    json.put("bytes", size(file));
    json.put("crc32c", checksum(file));
    AtomicFile.write(manifest(step), json.toPrettyString());
    clean();
  }

  /** Drops states that are too old, and what a killed process left half-written. */
  private void clean() {
    List<Long> steps = steps();
    List<Long> kept = steps.subList(0, Math.min(KEPT, steps.size()));
    steps.stream().skip(KEPT).forEach(step -> delete(manifest(step)));
    for (Path file : entries()) {
      Matcher matcher = TENSORS.matcher(file.getFileName().toString());
      if (matcher.matches() && !kept.contains(Long.parseLong(matcher.group(1)))) {
        delete(file);
      }
    }
    AtomicFile.deleteLeftOvers(folder);
  }

  /** The newest state that is whole; {@code notice} hears of those that are not. */
  Optional<Saved> newest(Consumer<String> notice) {
    for (long step : steps()) {
      try {
        return Optional.of(read(step));
      } catch (InputException e) {
        notice.accept(e.getMessage() + "; going back to the state before it");
      }
    }
    return Optional.empty();
  }

  /** Whether any state was ever begun here. */
  boolean any() {
    return !steps().isEmpty();
  }

  private Saved read(long step) {
    JsonFile json = JsonFile.read(manifest(step));
    Path file = folder.resolve(name(step) + ".safetensors");
    if (!Files.exists(file)
        || size(file) != (long) json.decimal("bytes")
        || !checksum(file).equals(json.text("crc32c"))) {
      throw InputException.of("the training state %s is damaged", file);
    }
    return new Saved(step, file, json.text("run"), json.optionalText("data"));
  }

  private static String name(long step) {
    return String.format(Locale.ROOT, "%09d", step);
  }

  private Path manifest(long step) {
    return folder.resolve(name(step) + ".json");
  }

  /** Of all manifests, newest first. */
  private List<Long> steps() {
    List<Long> steps = new ArrayList<>();
    for (Path file : entries()) {
      Matcher matcher = MANIFEST.matcher(file.getFileName().toString());
      if (matcher.matches()) {
        steps.add(Long.parseLong(matcher.group(1)));
      }
    }
    steps.sort(Comparator.reverseOrder());
    return steps;
  }

  private List<Path> entries() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String checksum(Path file) {
    CRC32C crc = new CRC32C();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {
        crc.update(block.flip());
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static InputException unreadable(Path file, IOException e) {
    return new InputException(file + " cannot be read or removed: " + e.getMessage(), e);
  }
}
