package io.lorweb.studio.web;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Numbers of a running server, as Prometheus reads them. */
public final class Metrics {

  private static final String BEGAN = "began";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
  }

  /** A number that is asked for when somebody looks. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Counts one. */
  public void count(String name, String key, String value) {
    registry.counter(name, key, value).increment();
  }

  /** Counts how long something took. */
  public void took(String name, double seconds) {
    registry.timer(name).record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
  }

  void begin(Context ctx) {
    ctx.attribute(BEGAN, System.nanoTime());
  }

  /** By route, never by address: those have no end. */
  void end(Context ctx) {
    Long began = ctx.attribute(BEGAN);
    if (began != null) {
      registry
          .timer(
              "lorweb.http.requests",
              "method",
              ctx.method().name(),
              "route",
              ctx.endpointHandlerPath(),
              "status",
              Integer.toString(ctx.statusCode()))
          .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
  }

  String text() {
    return registry.scrape();
  }
}
