package io.lorweb.eval.report;

import io.lorweb.image.Picture;
import java.util.List;
import java.util.Map;

/**
 * What a report says beside the suite's own tables.
 *
 * @param heading over it
 * @param columns of a table
 * @param rows as long as {@code columns}
 * @param charts by title
 */
public record Appendix(
    String heading, List<String> columns, List<List<String>> rows, Map<String, Picture> charts) {}
