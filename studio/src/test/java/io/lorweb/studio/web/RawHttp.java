package io.lorweb.studio.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Requests as bytes: also those that no client library would send. */
public final class RawHttp {

  private static final int PATIENCE_MS = 20_000;

  private final URI server;

  /** Requests to the server at {@code address}. */
  public RawHttp(String address) {
    server = URI.create(address);
  }

  /**
   * An answer.
   *
   * @param headers by name in lower case
   */
  public record Answer(int status, Map<String, String> headers, byte[] bytes) {

    /** The body. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Sends {@code METHOD path} with lines of headers and no body. */
  public Answer send(String method, String path, String... headers) {
    return send(method, path, new byte[0], headers);
  }

  /** Sends a body, with its length unless the headers say otherwise. */
  public Answer send(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    String given = String.join("\r\n", headers).toLowerCase(Locale.ROOT) + "\r\n";
    if (!given.contains("host:")) {
      head.append("Host: ").append(server.getAuthority()).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!given.contains("content-length:") && !given.contains("transfer-encoding:")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      try {
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // The server may answer and close before it has read everything.
      }
      return answer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a long body and sends a byte of it now and then, for {@code seconds} at most. */
  public Answer trickle(String path, int seconds, String... headers) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 100000\r\n%s\r\n\r\n"
            .formatted(path, server.getAuthority(), String.join("\r\n", headers));
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < seconds * 10 && socket.getInputStream().available() == 0; i++) {
        socket.getOutputStream().write('x');
        Thread.sleep(100);
      }
      return answer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads until the server closes the connection. */
  static Answer answer(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (IOException e) {
      if (all.size() == 0) {
        throw e;
      }
    }
    byte[] bytes = all.toByteArray();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunked(body);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
  }

  private static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String size = new String(body, at, end - at, StandardCharsets.ISO_8859_1);
      int length = Integer.parseInt(size.strip(), 16);
      plain.write(body, end + 2, length);
      at = end + 2 + length + 2;
      if (length == 0) {
        break;
      }
    }
    return plain.toByteArray();
  }
}
