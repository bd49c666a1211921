package io.lorweb.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Records as the JSON of files that this program writes: keys in snake case, enums in lower case,
 * what is absent left out. Unknown keys are refused: a file of a later version may not be read as
 * if it said less.
 */
public final class JsonRecords {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule().addSerializer(Path.class, new ToStringSerializer(Path.class)))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private JsonRecords() {}

  /** {@code record} as a tree that may be changed. */
  public static ObjectNode tree(Object record) {
    return MAPPER.valueToTree(record);
  }

  /**
   * The record that {@code json} holds.
   *
   * @param where names the file in messages
   * @throws InputException for a key that is missing, unknown or of another kind
   */
  public static <T> T bind(String where, ObjectNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (UnrecognizedPropertyException e) {
      throw InputException.of("%s: '%s' is unknown", where, e.getPropertyName());
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof InputException wrong) {
        throw InputException.of("%s: %s", where, wrong.getMessage());
      }
      String key =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."));
      throw InputException.of("%s: '%s': %s", where, key, e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw InputException.of("%s: %s", where, e.getOriginalMessage());
    }
  }
}
