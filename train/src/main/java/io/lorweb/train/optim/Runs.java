package io.lorweb.train.optim;

import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Parts of a flat tensor that do not all lie side by side, taken as one tensor.
 *
 * @param runs ascending, none touching the next
 */
record Runs(List<Run> runs) {

  /** Numbers [offset, offset + count). */
  record Run(long offset, long count) {}

  Runs {
    runs = List.copyOf(runs);
  }

  /** The numbers of {@code slots}, which are in order; neighbours become one run. */
  static Runs of(List<Parameters.Slot> slots) {
    List<Run> runs = new ArrayList<>();
    for (Parameters.Slot slot : slots) {
      Run last = runs.isEmpty() ? new Run(-1, 0) : runs.get(runs.size() - 1);
      if (last.offset() + last.count() == slot.offset()) {
        runs.set(runs.size() - 1, new Run(last.offset(), last.count() + slot.count()));
      } else {
        runs.add(new Run(slot.offset(), slot.count()));
      }
    }
    return new Runs(runs);
  }

  /** How many numbers they are. */
  long count() {
    return runs.stream().mapToLong(Run::count).sum();
  }

  /** A copy, side by side. */
  Tensor gathered(Tensor flat) {
    return Tensors.cat(
        0,
        runs.stream().map(run -> flat.narrow(0, run.offset(), run.count())).toArray(Tensor[]::new));
  }

  /** Writes {@code gathered} back to where it came from. */
  void scatter(Tensor gathered, Tensor flat) {
    long at = 0;
    for (Run run : runs) {
      flat.narrow(0, run.offset(), run.count()).copy_(gathered.narrow(0, at, run.count()));
      at += run.count();
    }
  }
}
