package io.lorweb.studio.web;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Server-sent events over one connection. */
public final class EventStream {

  private static final long SILENCE_NANOS = 10_000_000_000L;

  private final Context ctx;
  private final BooleanSupplier closing;
  private long written = System.nanoTime();

  EventStream(Context ctx, BooleanSupplier closing) {
    this.ctx = ctx;
    this.closing = closing;
  }

  /** What is sent, in the thread of the request. */
  @FunctionalInterface
  public interface Sending {
    void send(EventStream stream) throws IOException, InterruptedException;
  }

  void send(Sending sending) {
    ctx.status(200).contentType("text/event-stream").header("X-Accel-Buffering", "no");
    try {
      ctx.res().flushBuffer();
      sending.send(this);
    } catch (IOException e) {
      // The one who listened has left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of the last event that the listener has seen; 0 where it has seen none. */
  public long last() {
    String header = ctx.header("Last-Event-ID");
    return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
  }

  /** Whether the server is closing: nothing more is to be sent. */
  public boolean closing() {
    return closing.getAsBoolean();
  }

  /** Sends an event of one line of data. */
  public void event(long id, String name, String data) throws IOException {
    write("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
  }

  /**
   * After a long silence, sends something that a listener does not see; fails when there is no
   * listener any more.
   */
  public void beat() throws IOException {
    if (System.nanoTime() - written > SILENCE_NANOS) {
      write(": \n\n");
    }
  }

  private void write(String text) throws IOException {
    ServletOutputStream out = ctx.res().getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    written = System.nanoTime();
  }
}
