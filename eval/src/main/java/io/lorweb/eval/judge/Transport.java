package io.lorweb.eval.judge;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JDK's HTTP client under the library's protocol. The library's own one gives no Retry-After,
 * and waits without end for an answer that has begun and does not go on.
 *
 * @param timeout of a whole exchange
 */
record Transport(java.net.http.HttpClient client, Duration timeout) implements HttpClient {

  /** An explanation takes a few hundred bytes. */
  private static final long LARGEST = 4L << 20;

  /** As the library wants to be given it. */
  static HttpClientBuilder builder(Duration timeout) {
    // HTTP/1.1: asking for version 2 without TLS makes some local servers complain. No redirects:
    // a key goes nowhere but to the host that was named.
    java.net.http.HttpClient client =
        java.net.http.HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
    return new Builder(new Transport(client, timeout));
  }

  /**
   * @throws StatusException for any status but success
   * @throws UncheckedIOException when nothing or not all of an answer came in time
   */
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(sent(request), info -> new LimitedBody(LARGEST));
    HttpResponse<byte[]> response;
    try {
      response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      coming.cancel(true);
      throw unreached("no answer within " + timeout.toMillis() / 1000.0 + " s");
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw unreached("the connection failed: " + reason(e.getCause()));
    }
    if (response.statusCode() / 100 != 2) {
      throw new StatusException(
          response.statusCode(),
          new String(response.body(), StandardCharsets.UTF_8),
          response.headers().firstValue("Retry-After").flatMap(Transport::wait));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(response.body())
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers come whole");
  }

  private static java.net.http.HttpRequest sent(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.method(request.method().name(), BodyPublishers.ofString(request.body())).build();
  }

  /** Seconds, or a date (RFC 9110, 10.2.3); what is neither says nothing. */
  static Optional<Duration> wait(String header) {
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Duration left =
          Duration.between(
              ZonedDateTime.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static UncheckedIOException unreached(String what) {
    return new UncheckedIOException(new IOException(what));
  }

  private static String reason(Throwable cause) {
    // The JDK says nothing more of it.
    if (cause instanceof ConnectException && cause.getMessage() == null) {
      return "nobody answers there";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Times are set already. */
  private record Builder(Transport transport) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return transport.timeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return transport.timeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
      return this;
    }

    @Override
    public HttpClient build() {
      return transport;
    }
  }
}
