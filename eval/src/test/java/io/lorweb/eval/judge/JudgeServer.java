package io.lorweb.eval.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A real server on this machine that speaks the chat completions protocol, faults included. */
public final class JudgeServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One way to answer a request. */
  @FunctionalInterface
  public interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  /** A request as it came. */
  public record Received(JsonNode body, String authorization, long nanos) {

    /** The pictures shown, in order. */
    public List<Picture> pictures() {
      List<Picture> pictures = new ArrayList<>();
      for (JsonNode part : body.at("/messages/0/content")) {
        if (part.has("image_url")) {
          String url = part.at("/image_url/url").asText();
          String prefix = "data:image/png;base64,";
          if (!url.startsWith(prefix)) {
            throw new AssertionError("no PNG data URL: " + url.substring(0, 40));
          }
          pictures.add(
              PictureReader.read(
                  Base64.getDecoder().decode(url.substring(prefix.length())), "sent"));
        }
      }
      return pictures;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Reply> script = new ArrayDeque<>();
  private final Function<Received, Reply> usual;

  public final List<Received> received = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param usual how it answers when nothing else was told
   */
  public JudgeServer(Function<Received, Reply> usual) throws IOException {
    this.usual = usual;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What it answers first, one after the other. */
  public void first(Reply... replies) {
    synchronized (script) {
      script.addAll(List.of(replies));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Received request =
        new Received(
            JSON.readTree(exchange.getRequestBody()),
            exchange.getRequestHeaders().getFirst("Authorization"),
            System.nanoTime());
    received.add(request);
    Reply next;
    synchronized (script) {
      next = script.poll();
    }
    (next == null ? usual.apply(request) : next).send(exchange);
    exchange.close();
  }

  /** The judge writes {@code text}. */
  public static Reply says(String text) {
    return message(Map.of("role", "assistant", "content", text), "stop");
  }

  public static Reply scores(int accuracy, int consistency) {
    return says(
        String.format(
            Locale.ROOT,
            "{\"metrics\":{\"accuracy\":%d,\"consistency\":%d},\"explanation\":\"so\"}",
            accuracy,
            consistency));
  }

  public static Reply better(int place) {
    return says(String.format(Locale.ROOT, "{\"better\":%d,\"explanation\":\"so\"}", place));
  }

  static Reply refuses(String text) {
    return message(Map.of("role", "assistant", "refusal", text), "stop");
  }

  static Reply message(Map<String, String> message, String finish) {
    return status(200, text(message, finish), Map.of());
  }

  private static String text(Map<String, String> message, String finish) {
    try {
      return JSON.writeValueAsString(
          Map.of(
              "id",
              "1",
              "object",
              "chat.completion",
              "created",
              1,
              "model",
              "fake",
              "choices",
              List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
              "usage",
              Map.of("prompt_tokens", 90, "completion_tokens", 10, "total_tokens", 100)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static Reply status(int status, String body, Map<String, String> headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Promises more than it sends, then hangs up. */
  static Reply cutOff() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 5000);
      OutputStream body = exchange.getResponseBody();
      body.write("{\"choices\":[{".getBytes(StandardCharsets.UTF_8));
      body.flush();
      throw new IOException("hung up");
    };
  }

  /** Begins at once and does not go on before the test ends. */
  Reply stalls() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      try {
        closing.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
