package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.tensor.Scope;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Holds results against a case's expected tensors and insists that every key is compared. */
public final class Comparison {

  private final FixtureCase fixture;
  private final Set<String> open;
  private int compared;

  public Comparison(FixtureCase fixture) {
    this.fixture = fixture;
    this.open =
        fixture.expected() == null ? new TreeSet<>() : new TreeSet<>(fixture.expected().names());
  }

  /** Whether this key is expected. */
  public boolean expects(String key) {
    return fixture.expected().has(key);
  }

  /** max |actual - expected| must lie within the case's tolerance of this key. */
  public void check(String key, Tensor actual) {
    try (Scope scope = new Scope()) {
      Tensor expected = fixture.expected().tensor(key);
      assertThat(actual.shape()).as("shape of %s", key).isEqualTo(expected.shape());
      JsonNode tolerance = fixture.json().path("tolerance").path(key);
      assertThat(tolerance.has("atol")).as("case.json has a tolerance for %s", key).isTrue();
      Tensor gap = actual.to(ScalarType.Double).sub(expected.to(ScalarType.Double)).abs();
      double largest = gap.numel() == 0 ? 0 : gap.max().item_double();
      assertThat(largest)
          .as("max |actual - expected| of %s", key)
          .isLessThanOrEqualTo(tolerance.get("atol").asDouble());
      if (tolerance.has("max_share_off_by_one")) {
        double share =
            gap.gt(new org.bytedeco.pytorch.Scalar(0.5)).to(ScalarType.Double).mean().item_double();
        assertThat(share)
            .as("share of %s that differs", key)
            .isLessThanOrEqualTo(tolerance.get("max_share_off_by_one").asDouble());
      }
    }
    open.remove(key);
    compared++;
  }

  /** As {@link #check} if this key is expected, for watchers that see more than that. */
  public void seen(String key, Tensor actual) {
    if (open.contains(key)) {
      check(key, actual);
    }
  }

  public void finish(String name) {
    assertThat(open).as("expected keys that nothing was compared with").isEmpty();
    assertThat(compared).as("compared keys").isPositive();
    System.out.printf("parity %-36s %4d keys%n", name, compared);
  }
}
