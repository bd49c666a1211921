package io.lorweb.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Pictures in a safetensors file of U8 tensors [H, W, 3]: as much of the format as tests need. */
final class U8Fixture {

  private U8Fixture() {}

  static Map<String, Picture> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    JsonNode tensors = new ObjectMapper().readTree(bytes, 8, header);
    Map<String, Picture> pictures = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : tensors.properties()) {
      JsonNode tensor = entry.getValue();
      if (!entry.getKey().equals("__metadata__")) {
        int start = 8 + header + tensor.at("/data_offsets/0").asInt();
        int end = 8 + header + tensor.at("/data_offsets/1").asInt();
        pictures.put(
            entry.getKey(),
            Picture.of(
                tensor.at("/shape/1").asInt(),
                tensor.at("/shape/0").asInt(),
                Arrays.copyOfRange(bytes, start, end)));
      }
    }
    return pictures;
  }
}
