package io.lorweb.eval.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
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
 * Posts JSON over the JDK's HTTP client, under limits of time and bytes.
 *
 * @param client without redirects: a key goes nowhere but to the host that was named
 * @param timeout of a whole exchange
 */
record Transport(HttpClient client, Duration timeout) {

  /** An explanation takes a few hundred bytes. */
  private static final long LARGEST = 4L << 20;

  static Transport of(Duration timeout) {
    // HTTP/1.1: asking for version 2 without TLS makes some local servers complain.
    return new Transport(
        HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(timeout).build(), timeout);
  }

  /**
   * What a server answered.
   *
   * @param retryAfter its header of that name
   */
  record Response(int status, byte[] body, Optional<Duration> retryAfter) {

    boolean success() {
      return status / 100 == 2;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * The answer, whatever its status.
   *
   * @param bearer the API key, if there is one
   * @throws UncheckedIOException when nothing or not all of an answer came in time
   * @throws CancellationException when this thread is interrupted
   */
  Response post(URI url, Optional<String> bearer, byte[] json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    bearer.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    HttpResponse<byte[]> response = exchange(request.build());
    return new Response(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After").flatMap(Transport::wait));
  }

  /** The client's own timeout ends with the headers; this one holds for the body, too. */
  private HttpResponse<byte[]> exchange(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, info -> new LimitedBody(LARGEST));
    try {
      return coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
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
}
