package io.lorweb.tiny.stages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.AtomicFolder;
import io.lorweb.files.Hash;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes a model folder ready to ship on the class path ({@link io.lorweb.model.EmbeddedModel}):
 * weights in half precision, nothing but what a model needs, and {@code files.json} with sizes and
 * a fingerprint of all bytes.
 */
public final class Shipping {

  /** What a model folder is made of; pictures, notes and left-overs stay behind. */
  private static final List<String> KINDS = List.of(".json", ".txt", ".model", ".safetensors");

  private static final String WEIGHTS = ".safetensors";
  private static final String LIST = "files.json";

  private Shipping() {}

  /**
   * What was packed.
   *
   * @param files of the model, without the list
   * @param bytes of all of them
   * @param fingerprint 16 hexadecimal digits
   */
  public record Shipped(int files, long bytes, String fingerprint) {}

  /**
   * @param model a model folder
   * @param out a folder that does not exist yet or is empty; written beside and renamed
   * @param name what the model calls itself
   */
  public static Shipped pack(Path model, Path out, String name) {
    ModelFolder.of(model);
    try {
      List<Path> files = shipped(model);
      AtomicFolder.make(out, folder -> fill(folder, model, files, name));
      JsonFile list = JsonFile.read(out.resolve(LIST));
      long bytes = list.objects("files").stream().mapToLong(file -> file.integer("bytes")).sum();
      return new Shipped(files.size(), bytes, list.text("fingerprint"));
    } catch (IOException e) {
      throw new InputException(model + " cannot be packed: " + e.getMessage(), e);
    }
  }

  private static void fill(Path folder, Path model, List<Path> files, String name)
      throws IOException {
    MessageDigest digest = Hash.sha256();
    ObjectNode list = new ObjectMapper().createObjectNode();
    ArrayNode entries = new ObjectMapper().createArrayNode();
    for (Path file : files) {
      String path = model.relativize(file).toString().replace('\\', '/');
      Path target = folder.resolve(path);
      write(file, target, name);
      digest.update((path + "\0").getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(target));
      entries.addObject().put("path", path).put("bytes", Files.size(target));
    }
    String fingerprint = HexFormat.of().formatHex(digest.digest(), 0, 8);
    list.put("fingerprint", fingerprint).set("files", entries);
    JsonFile.write(folder.resolve(LIST), list);
  }

  /** In an order that depends on nothing but the names; examples hold no part of the model. */
  private static List<Path> shipped(Path model) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        model,
        // A model folder may well be a link to where there is room.
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(model.resolve("examples"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (!name.equals(LIST) && KINDS.stream().anyMatch(name::endsWith)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
  }

  private static void write(Path from, Path to, String name) throws IOException {
    if (from.getFileName().toString().endsWith(WEIGHTS)) {
      halve(from, to);
    } else if (from.getFileName().toString().equals("lorweb.json")) {
      ObjectNode defaults = (ObjectNode) new ObjectMapper().readTree(Files.readAllBytes(from));
      JsonFile.write(to, defaults.put("name", name));
    } else {
      AtomicFile.write(to, ByteBuffer.wrap(Files.readAllBytes(from)));
    }
  }

  private static void halve(Path from, Path to) {
    try (Checkpoint checkpoint = Checkpoint.open(from);
        Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String tensor : checkpoint.names()) {
        Tensor value = checkpoint.tensor(tensor);
        tensors.put(tensor, value.is_floating_point() ? value.to(ScalarType.Half) : value);
      }
      SafetensorsWriter.write(to, tensors, checkpoint.metadata());
    }
  }
}
