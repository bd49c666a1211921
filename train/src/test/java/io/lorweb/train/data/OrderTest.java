package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.DataSource.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

  @TempDir static Path folder;
  private static TrainingSet set;

  @BeforeAll
  static void makeDataOfSeveralShapes() {
    Samples.pairs(folder, 5);
    for (int i = 0; i < 3; i++) {
      Samples.png(folder.resolve("wide/before/" + i + ".png"), 64, 32, 100 + i);
      Samples.png(folder.resolve("wide/after/" + i + ".png"), 64, 32, 200 + i);
    }
    DataSource data =
        new DataSource(
            new Source.Manifest(folder, Optional.empty()),
            List.of(16, 32),
            DataSource.Extent.CELL,
            false,
            0.5,
            "",
            0.5,
            true,
            2,
            Optional.empty());
    set = TrainingSet.open(List.of(data), Layout.GRID, 8);
  }

  private static List<Draw> epoch(Order order, long epoch) {
    List<Draw> draws = new ArrayList<>();
    for (long i = 0; i < order.batchesPerEpoch(); i++) {
      draws.addAll(order.batch(epoch * order.batchesPerEpoch() + i));
    }
    return draws;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void everyItemComesOnceInEveryEpochAndBatchesKeepToABucket(int batch) {
    Order order = new Order(set, batch, 42);

    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(epoch(order, epoch))
          .extracting(Draw::item)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, set.size()).boxed().toList());
    }
    for (long i = 0; i < order.batchesPerEpoch(); i++) {
      List<Draw> draws = order.batch(i);
      assertThat(draws).hasSizeBetween(1, batch);
      assertThat(draws.stream().map(draw -> set.bucket(draw.item())).distinct()).hasSize(1);
    }
    assertThat(order.buckets().keySet())
        .contains(
            new Bucket(new Size(32, 32), Layout.GRID), new Bucket(new Size(64, 64), Layout.GRID))
        .hasSizeGreaterThan(2);
  }

  @Test
  void layoutsThatDifferNeverShareABatch() {
    Order order = new Order(TrainingSet.open(inTwoLayouts(), Layout.SEPARATE, 8), 4, 1);

    assertThat(order.buckets().keySet())
        .contains(
            new Bucket(new Size(32, 32), Layout.QUERY),
            new Bucket(new Size(32, 32), Layout.SEPARATE));
  }

  @Test
  void anItemIsLaidOutAsItsDataSays() {
    TrainingSet mixed = TrainingSet.open(inTwoLayouts(), Layout.SEPARATE, 8);
    for (int i = 0; i < mixed.size(); i++) {
      int pictures = mixed.bucket(i).layout() == Layout.QUERY ? 1 : 3;
      assertThat(mixed.example(mixed.plain(i)).context()).hasSize(pictures);
    }
  }

  @Test
  void picturesThatAreShrunkAreNamed() {
    assertThat(TrainingSet.open(List.of(Samples.dataset(folder, 32)), Layout.QUERY, 8).notes())
        .singleElement()
        .asString()
        .contains(folder.toString(), "are shrunk to about 32 x 32");
    assertThat(TrainingSet.open(List.of(Samples.dataset(folder, 512)), Layout.QUERY, 8).notes())
        .isEmpty();
  }

  private static List<DataSource> inTwoLayouts() {
    DataSource separate = Samples.dataset(folder, 32);
    DataSource query =
        new DataSource(
            separate.source(),
            separate.resolutions(),
            separate.extent(),
            false,
            0,
            "",
            0,
            false,
            1,
            Optional.of(Layout.QUERY));
    return List.of(separate, query);
  }

  @Test
  void aBatchIsTheSameInEveryProcessAndInAnyOrderOfAsking() {
    Order forward = new Order(set, 3, 9);
    Order backward = new Order(set, 3, 9);
    long batches = 3 * forward.batchesPerEpoch();
    List<List<Draw>> first = new ArrayList<>();
    for (long i = 0; i < batches; i++) {
      first.add(forward.batch(i));
    }

    for (long i = batches - 1; i >= 0; i--) {
      assertThat(backward.batch(i)).isEqualTo(first.get((int) i));
    }
  }

  @Test
  void epochsAndSeedsDiffer() {
    Order order = new Order(set, 3, 9);

    assertThat(epoch(order, 0)).isNotEqualTo(epoch(order, 1));
    assertThat(epoch(order, 0)).isNotEqualTo(epoch(new Order(set, 3, 10), 0));
    List<Integer> items = epoch(order, 0).stream().map(Draw::item).toList();
    assertThat(items).isNotEqualTo(epoch(order, 1).stream().map(Draw::item).toList());
  }

  @Test
  void itemsMeetOthersInEveryEpoch() {
    Order order = new Order(set, 3, 9);

    assertThat(companies(order, 0)).isNotEqualTo(companies(order, 1));
  }

  /** Which items share a batch, whatever the order of the batches. */
  private static Set<Set<Integer>> companies(Order order, long epoch) {
    Set<Set<Integer>> companies = new HashSet<>();
    for (long i = 0; i < order.batchesPerEpoch(); i++) {
      List<Draw> draws = order.batch(epoch * order.batchesPerEpoch() + i);
      companies.add(draws.stream().map(Draw::item).collect(Collectors.toSet()));
    }
    return companies;
  }

  @Test
  void aDemonstrationIsAnotherPairOfTheSameTask() {
    Order order = new Order(set, 4, 1);
    List<Draw> draws = new ArrayList<>();
    for (long epoch = 0; epoch < 20; epoch++) {
      draws.addAll(epoch(order, epoch));
    }

    assertThat(draws)
        .allSatisfy(
            draw -> {
              String own = set.id(draw.item());
              String other = set.id(draw.demonstration());
              assertThat(other).isNotEqualTo(own);
              assertThat(other.split("/")[0]).isEqualTo(own.split("/")[0]);
            });
    long demonstrations =
        draws.stream().filter(d -> d.item() == 0).map(Draw::demonstration).distinct().count();
    assertThat(demonstrations).as("of the four others of its task").isEqualTo(4);
    assertThat(draws).anyMatch(Draw::reversed).anyMatch(d -> !d.reversed());
    assertThat(draws).anyMatch(Draw::flipped).anyMatch(d -> !d.flipped());
    assertThat(draws).anyMatch(Draw::captioned).anyMatch(d -> !d.captioned());
  }

  @Test
  void aBatchHasAtLeastOneItem() {
    assertThatThrownBy(() -> new Order(set, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("batch_size is 0");
  }
}
