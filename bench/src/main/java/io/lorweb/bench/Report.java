package io.lorweb.bench;

import java.util.List;

/**
 * All that one run of the bench has found.
 *
 * @param machine where
 * @param peak what its share is taken of
 * @param rows times
 * @param overheads of a mixture: adapted over bare
 * @param batches a picture's share of a batch over a picture alone
 * @param against this program over its PyTorch twin; empty where that was not asked for
 * @param torch version of the twin's torch, or an empty text
 */
record Report(
    Machine machine,
    Peak peak,
    List<Row> rows,
    List<Comparison> overheads,
    List<Comparison> batches,
    List<Comparison> against,
    String torch) {

  Report {
    rows = List.copyOf(rows);
    overheads = List.copyOf(overheads);
    batches = List.copyOf(batches);
    against = List.copyOf(against);
  }
}
