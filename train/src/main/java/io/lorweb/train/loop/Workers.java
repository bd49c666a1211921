package io.lorweb.train.loop;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.NativeOutput;
import io.lorweb.tensor.Scope;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The processes that train together: each computes its part of every batch, and all add up their
 * gradients, through the engine's own collectives (Gloo). They find each other through a file that
 * all can see.
 */
public final class Workers implements AutoCloseable {

  /**
   * One process among others.
   *
   * @param rank of this process, from 0
   * @param count of processes
   * @param meeting file that all of them can see, new for every start
   * @param address of this host that the others reach
   * @param timeoutSeconds until a silent worker counts as lost
   */
  public record Place(int rank, int count, Path meeting, String address, int timeoutSeconds) {}

  private final int rank;
  private final int count;
  private final Arena arena = new Arena();
  private ProcessGroupGloo group;

  private Workers(int rank, int count) {
    this.rank = rank;
    this.count = count;
  }

  /** A process that trains alone. */
  public static Workers alone() {
    return new Workers(0, 1);
  }

  /** Waits for the others and joins them. */
  public static Workers join(Place place) {
    Workers workers = new Workers(place.rank(), place.count());
    // Gloo says on standard output that it is connected.
    NativeOutput.toStandardError(() -> workers.connect(place));
    return workers;
  }

  private void connect(Place place) {
    try (PointerScope scope = new PointerScope()) {
      FileStore store =
          arena.own(new FileStore(place.meeting().toAbsolutePath().toString(), count));
      ProcessGroupGloo.Options options =
          ProcessGroupGloo.Options.create(new Milliseconds(place.timeoutSeconds() * 1000L));
      options.devices(
          new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(place.address())));
      group = arena.own(new ProcessGroupGloo(store, rank, count, options));
    } catch (RuntimeException e) {
      throw new WorkerLost(
          "worker " + rank + " of " + count + " could not reach the others: " + reason(e), e);
    }
  }

  private static String reason(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** This process, from 0. */
  public int rank() {
    return rank;
  }

  /** How many processes train together. */
  public int count() {
    return count;
  }

  /** Whether this process writes files and speaks to the user. */
  public boolean leads() {
    return rank == 0;
  }

  /** Where this process's part of a batch begins. */
  public int firstOf(int batch) {
    return Math.toIntExact((long) batch * rank / count);
  }

  /** This process's part of a batch. */
  public <T> List<T> part(List<T> batch) {
    int end = Math.toIntExact((long) batch.size() * (rank + 1) / count);
    return batch.subList(firstOf(batch.size()), end);
  }

  /** Adds up {@code tensor} over all processes, in place. */
  public void sum(Tensor tensor) {
    if (group == null) {
      return;
    }
    try (Scope scope = new Scope()) {
      Tensor here = tensor.cpu(); // itself, unless it lies on a GPU
      group.allreduce(new TensorVector(here))._wait();
      if (here.data_ptr().address() != tensor.data_ptr().address()) {
        tensor.copy_(here);
      }
    } catch (RuntimeException e) {
      throw new WorkerLost(
          "a worker was lost ("
              + reason(e)
              + "); continue from the last checkpoint with setting 'resume'",
          e);
    }
  }

  /** The sum of {@code value} over all processes. */
  public double sum(double value) {
    if (group == null) {
      return value;
    }
    try (Scope scope = new Scope()) {
      Tensor one = Tensor.create(new double[] {value}, 1);
      sum(one);
      return one.item_double();
    }
  }

  /** Whether any of the processes says yes. */
  public boolean any(boolean mine) {
    return sum(mine ? 1.0 : 0.0) > 0;
  }

  /** Whether all processes say the same number. */
  boolean agree(long mine) {
    return !any(sum((double) mine) != (double) mine * count);
  }

  @Override
  public void close() {
    group = null;
    arena.close();
  }
}
