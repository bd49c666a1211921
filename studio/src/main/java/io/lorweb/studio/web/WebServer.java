package io.lorweb.studio.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server with the rules that all of ours share: who may ask (see {@link WebOptions}), what
 * a request may take ({@link WebLimits}), headers that keep browsers from doing more than the page
 * needs, {@code /healthz}, {@code /metrics} and {@code /login}.
 *
 * <pre>{@code
 * WebServer server = new WebServer(options, List.of());
 * server.app().get("/", ctx -> ctx.html(server.layout().page("Title", styles, scripts, body)));
 * String address = server.start();
 * }</pre>
 */
public final class WebServer implements AutoCloseable {

  private static final int HEADER_BYTES = 8 << 10;
  private static final long IDLE_MS = 30_000;
  private static final long JSON_BYTES = 1 << 20;
  private static final long STOP_MS = 5_000;

  /** Nothing but this server's own files; pictures also from what the page holds itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final WebOptions options;
  private final Layout layout = new Layout();
  private final Answers answers = new Answers(layout);
  private final Metrics metrics = new Metrics();
  private final PixelBudget pixels;
  private final Semaphore streams;
  private final Javalin app;
  private volatile boolean closing;

  /**
   * A server that does not listen yet.
   *
   * @param open beginnings of paths that need no token, beside the server's own
   */
  public WebServer(WebOptions options, List<String> open) {
    this.options = options;
    pixels = new PixelBudget(options.limits().pixelsAtOnce());
    streams = new Semaphore(options.limits().streams());
    People people = new People(options.tokens());
    List<String> unguarded = new ArrayList<>(open);
    unguarded.addAll(List.of("/healthz", "/assets/", "/login"));
    Guard guard = new Guard(options, people, unguarded);
    app = Javalin.create(this::configure);
    app.before(metrics::begin);
    app.before(WebServer::headers);
    app.before(guard::check);
    app.before(this::requireSize);
    app.after(metrics::end);
    answers.register(app);
    layout.assets().serve(app);
    app.get("/healthz", ctx -> ctx.contentType("application/json").result("{\"status\":\"ok\"}"));
    app.get("/metrics", ctx -> ctx.contentType("text/plain; version=0.0.4").result(metrics.text()));
    app.get("/login", ctx -> ctx.html(layout.message(200, "Who are you?", "", true)));
    app.post("/login", ctx -> login(ctx, people));
    metrics.gauge("lorweb.pixels.taken", "Pixels of running requests", pixels::taken);
  }

  private void configure(JavalinConfig config) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.http.maxRequestSize = JSON_BYTES;
    config.http.prefer405over404 = true;
    config.jetty.multipartConfig.cacheDirectory(options.uploads().toString());
    config.jetty.multipartConfig.maxFileSize(options.limits().requestBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxTotalRequestSize(
        options.limits().requestBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.MB);
    config.jetty.threadPool = new QueuedThreadPool(64, 4);
    config.jetty.modifyHttpConfiguration(this::limit);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new PlainErrors());
          server.setStopTimeout(STOP_MS);
        });
  }

  private void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    // Whoever announces too much is refused before anything of it comes.
    http.setDelayDispatchUntilContent(false);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setMinRequestDataRate(options.limits().bytesPerSecond());
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(options.host().replaceAll("[\\[\\]]", ""));
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_MS);
    return connector;
  }

  private static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }

  private void requireSize(Context ctx) {
    if (ctx.req().getContentLengthLong() > options.limits().requestBytes()) {
      throw Form.tooLarge(options.limits());
    }
  }

  /** Answers with a refusal, as if it had been thrown. */
  public void refuse(Context ctx, Refusal refusal) {
    answers.refused(refusal, ctx);
  }

  /** Whether the server is closing: nobody should wait any longer. */
  public boolean closing() {
    return closing;
  }

  private void login(Context ctx, People people) {
    String token = Optional.ofNullable(ctx.formParam("token")).orElse("").strip();
    if (!people.everybody() && people.owner(token).isEmpty()) {
      throw Refusal.of(401, "this token is not known here: ask whoever runs the server");
    }
    if (!people.everybody()) {
      People.remember(ctx, token);
    }
    ctx.redirect("/");
  }

  /** Where routes are added before {@link #start}. */
  public Javalin app() {
    return app;
  }

  /** All addresses with their methods, such as {@code GET /healthz}. */
  public List<String> routes() {
    return app.unsafeConfig().pvt.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.getEndpoint())
        .filter(endpoint -> endpoint.getMethod().isHttpMethod())
        .map(endpoint -> endpoint.getMethod() + " " + endpoint.getPath())
        .toList();
  }

  public Layout layout() {
    return layout;
  }

  public Metrics metrics() {
    return metrics;
  }

  /** Pixels that running requests may decode. */
  public PixelBudget pixels() {
    return pixels;
  }

  public WebLimits limits() {
    return options.limits();
  }

  /** Who sent the request: a name that is no secret. */
  public static String owner(Context ctx) {
    return ctx.attribute(Guard.OWNER);
  }

  /** The fields of a multipart request, of which no others than {@code known} are allowed. */
  public Form form(Context ctx, Set<String> known) {
    return Form.read(ctx, known, options.limits(), pixels);
  }

  /**
   * Sends server-sent events from the request's own thread, one place of {@link WebLimits#streams}.
   *
   * @param sending ends when the stream does, or throws what the stream throws
   */
  public void stream(Context ctx, EventStream.Sending sending) {
    if (!streams.tryAcquire()) {
      throw Refusal.later(503, 5, "too many progress streams are open: try again in 5 seconds");
    }
    try {
      new EventStream(ctx, () -> closing).send(sending);
    } finally {
      streams.release();
    }
  }

  /**
   * Begins to listen.
   *
   * @return the address, such as {@code http://127.0.0.1:7860/}
   * @throws InputException when the port is taken or the address is not this machine's
   */
  public String start() {
    try {
      app.start();
    } catch (Exception e) {
      if (e instanceof RuntimeException defect && !(e instanceof JavalinBindException)) {
        throw defect;
      }
      // The server wraps what it could not bind in checked exceptions that it does not declare.
      throw new InputException(
          String.format(
              Locale.ROOT,
              "port %d at %s cannot be used: it is taken or not this machine's; give another one"
                  + " with setting 'port'",
              options.port(),
              options.host()),
          e);
    }
    return "http://" + Guard.bracketed(options.host()) + ":" + app.port() + "/";
  }

  /** Ends streams, lets requests that are under way end, and stops listening. */
  @Override
  public void close() {
    closing = true;
    app.stop();
  }
}
