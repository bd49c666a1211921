package io.lorweb.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.files.JsonRecords;
import io.lorweb.record.RunRecord.Detail;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A sheet of several runs as its PNG tells of it. The text {@code lorweb.sheet} is a JSON object:
 * {@code columns} and {@code rows} with what differs from cell to cell, and {@code run}, the record
 * of the first cell, whose pictures are named by their hashes.
 *
 * @param columns what differs from left to right
 * @param rows what differs from top to bottom, if anything does
 */
public record SheetRecord(Axis columns, Optional<Axis> rows) {

  /** The text's key. */
  static final String KEY = "lorweb.sheet";

  /**
   * What differs along one side of the sheet.
   *
   * @param setting such as {@code strength}
   * @param values from left to right or from top to bottom
   */
  public record Axis(String setting, List<String> values) {
    public Axis {
      values = List.copyOf(values);
    }
  }

  /** Texts for the sheet's PNG; none where nothing is to be told. */
  public Map<String, String> texts(RunRecord record, Result first, Detail detail) {
    return detail == Detail.NONE ? Map.of() : Map.of(KEY, json(record, first).toString());
  }

  /** The same as a GIF's comment, in ASCII; empty where nothing is to be told. */
  public String comment(RunRecord record, Result first, Detail detail) {
    if (detail == Detail.NONE) {
      return "";
    }
    StringBuilder ascii = new StringBuilder();
    for (char letter : json(record, first).toString().toCharArray()) {
      // Outside ASCII there are letters only within JSON's strings, where they may be escaped.
      ascii.append(
          letter < 0x7f
              ? String.valueOf(letter)
              : String.format(Locale.ROOT, "\\u%04x", (int) letter));
    }
    return ascii.toString();
  }

  private ObjectNode json(RunRecord record, Result first) {
    ObjectNode json = JsonRecords.tree(this);
    json.set("run", record.json(first, false));
    return json;
  }
}
