package io.lorweb.packed;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a file says of one layer (docs/spec/CHECKPOINTS.md 3.2): its format and whether its weight
 * is rotated.
 *
 * @param format such as float8_e4m3fn
 * @param rotation size of the rotated groups of columns; 0: not rotated
 */
record LayerFormat(String format, long rotation) {

  private static final String METADATA = "_quantization_metadata";
  private static final String TENSOR = ".comfy_quant";
  private static final long LARGEST = 1 << 16;
  private static final Set<String> READ = Set.of("float8_e4m3fn", "float8_e5m2", "int8_tensorwise");

  /**
   * The formats of all layers of a part, by names without its prefix.
   *
   * @param prefix of the part, which the metadata may leave out
   */
  static Map<String, LayerFormat> of(Container file, String prefix) {
    Map<String, LayerFormat> formats = new HashMap<>();
    String text = file.metadata().get(METADATA);
    if (text != null && !file.isGguf()) {
      JsonFile layers = JsonFile.parse(file.file() + ": " + METADATA, text).at("layers");
      for (String layer : layers.keys()) {
        String own = layer.startsWith(prefix) ? layer.substring(prefix.length()) : layer;
        if (file.names().contains(prefix + own + ".weight")) {
          formats.put(own, read(file, layer, layers.at(layer)));
        }
      }
    }
    for (String name : file.names()) {
      if (name.startsWith(prefix) && name.endsWith(TENSOR)) {
        String layer = name.substring(prefix.length(), name.length() - TENSOR.length());
        formats.put(
            layer, read(file, layer, JsonFile.parse(file.file() + ": " + name, text(file, name))));
      }
    }
    return formats;
  }

  private static String text(Container file, String name) {
    return Texts.of(file, name, LARGEST);
  }

  private static LayerFormat read(Container file, String layer, JsonFile json) {
    String format = json.text("format");
    if (!READ.contains(format)) {
      throw InputException.of(
          "%s: layer %s is stored as %s, which is not read: take the Q8_0 GGUF or the fp8-scaled"
              + " file instead",
          file.file(), layer, format);
    }
    JsonFile params = json.has("params") ? json.at("params") : json;
    boolean rotated = json.flag("convrot", params.flag("convrot", false));
    if (!rotated) {
      return new LayerFormat(format, 0);
    }
    long group = json.integer("convrot_groupsize", params.integer("convrot_groupsize", 256));
    if (group < 4 || Long.bitCount(group) != 1 || Long.numberOfTrailingZeros(group) % 2 != 0) {
      throw InputException.of(
          "%s: layer %s is rotated (convrot) in groups of %d, which is no power of 4",
          file.file(), layer, group);
    }
    return new LayerFormat(format, group);
  }
}
