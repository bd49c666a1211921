package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.LoadOptions.Limits;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What runs cost, and limits on that. */
class EstimateTest {

  private static final Path STATUS = Path.of("/proc/self/status");

  private static LoRWeB lorweb;
  private static Analogy analogy;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    analogy = lorweb.analogy(A, A2);
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static Settings sized(int side) {
    return SETTINGS
        .sampling(s -> s.steps(1))
        .canvas(c -> c.maxArea(OptionalLong.empty()))
        .canvas(c -> c.size(new Size(side, side)).layout(Layout.QUERY));
  }

  @Test
  void countsTokensAndSteps() {
    Estimate one = analogy.estimate(B.size(), sized(256));
    int perToken = lorweb.model().pixelsPerToken();
    long image = (256 / perToken) * (256 / perToken);
    assertThat(one.canvas()).isEqualTo(new Size(256, 256));
    assertThat(one.tokens()).isEqualTo(16 + 2 * image);
    assertThat(
            analogy.estimate(B.size(), sized(256).canvas(c -> c.layout(Layout.SEPARATE))).tokens())
        .isEqualTo(16 + 4 * image);
    Settings more = sized(256).sampling(s -> s.steps(3)).wording(w -> w.cfg(2));
    assertThat(analogy.estimate(B.size(), more).multiplyAdds() / one.multiplyAdds())
        .isCloseTo(6, within(1e-9));
    assertThat(lorweb.estimate(B.size(), sized(256))).isEqualTo(one);
  }

  @Test
  void moreCostsMore() {
    Estimate small = analogy.estimate(B.size(), sized(256));
    Estimate large = analogy.estimate(B.size(), sized(512));
    assertThat(large.memory()).isGreaterThan(3 * small.memory());
    assertThat(large.heap()).isEqualTo(4 * small.heap());
    assertThat(large.multiplyAdds()).isGreaterThan(4 * small.multiplyAdds());
    Estimate fitted = analogy.estimate(B.size(), sized(256).mixing(m -> m.fit(2)));
    assertThat(fitted.multiplyAdds()).isGreaterThan(2 * small.multiplyAdds());
    assertThat(fitted.memory()).isGreaterThanOrEqualTo(small.memory());
  }

  /** The kernel tells the most memory that the process has held since it was asked. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsOfTheRightOrder() throws Exception {
    analogy.apply(B, sized(64));
    for (int side : new int[] {512, 1024}) {
      Estimate estimate = analogy.estimate(B.size(), sized(side));
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
      long before = bytes("VmRSS");
      analogy.apply(B, sized(side));
      long taken = bytes("VmHWM") - before;
      assertThat((double) estimate.memory() / taken)
          .as("%d pixels: %d estimated, %d taken", side, estimate.memory(), taken)
          .isBetween(1 / 3.0, 3.0);
    }
  }

  private static long bytes(String field) throws Exception {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheMachineCannotHoldIsRefusedAtOnce() {
    assertRefused(
        () -> analogy.apply(B, sized(8000)),
        "the generated picture would be 8000 x 8000 and need about ");
    assertRefused(
        () -> lorweb.edit(B, sized(8000)),
        "the generated picture would be 8000 x 8000 and need about ");
  }

  private static void assertRefused(ThrowingCallable run, String beginning) {
    assertThatThrownBy(run).isInstanceOf(InputException.class).hasMessageStartingWith(beginning);
  }

  @Test
  void limitsHold() {
    assertLimited(
        new Limits(1L << 20, 1000, OptionalLong.of(1 << 20)),
        "the generated picture would be 256 x 256 and need about ",
        "but there are 1 MiB of memory: choose a smaller setting 'size', or lift limit 'memory'");
    assertLimited(
        new Limits(65535, 1000, OptionalLong.empty()),
        "the generated picture would be 256 x 256, which is more than the 65535 pixels that limit"
            + " 'area' allows",
        "or lift that limit");
    assertLimited(
        new Limits(65536, 1, OptionalLong.empty()),
        "setting 'steps' 2 is more than the 1 that limit 'steps' allows",
        "or lift that limit");
    try (LoRWeB free = LoRWeB.load(SquareModel.options().within(Limits.NONE))) {
      assertThat(free.edit(B, sized(256)).picture().size()).isEqualTo(new Size(256, 256));
    }
  }

  private static void assertLimited(Limits limits, String beginning, String end) {
    try (LoRWeB limited = LoRWeB.load(SquareModel.options().within(limits))) {
      assertThatThrownBy(() -> limited.edit(B, sized(256).sampling(s -> s.steps(2))))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(beginning)
          .hasMessageEndingWith(end);
    }
  }

  @Test
  void aLimitIsPositive() {
    assertThatThrownBy(() -> LoadOptions.defaults().limits(l -> l.steps(0)))
        .isInstanceOf(InputException.class)
        .hasMessage("limit 'steps' 0 must be at least 1");
  }
}
