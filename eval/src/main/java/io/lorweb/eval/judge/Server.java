package io.lorweb.eval.judge;

import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.judge.RequestFailed.Kind;
import io.lorweb.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An OpenAI-compatible server: one request at a time, tried once. */
final class Server {

  /** Statuses that say: later. */
  private static final List<Integer> PASSING = List.of(408, 409, 425, 429);

  private final JudgeSettings settings;
  private final ApiKey key;
  private final Transport transport;
  private final URI url;

  Server(JudgeSettings settings, ApiKey key) {
    this.settings = settings;
    this.key = key;
    this.transport = Transport.of(settings.patience().timeout());
    this.url = URI.create(settings.url().toString().replaceAll("/+$", "") + "/chat/completions");
  }

  /**
   * What came of a request.
   *
   * @param outcome what the judge wrote, or its refusal
   * @param tokens that the server counted; 0 where it does not tell
   */
  record Said(Outcome<String> outcome, long tokens) {}

  /** Shows the pictures and asks. */
  Said ask(Prompt prompt, List<Picture> pictures) throws RequestFailed {
    try {
      byte[] request = ChatCompletion.request(settings, prompt, pictures);
      Transport.Response answer = transport.post(url, key.value(), request);
      if (!answer.success()) {
        throw failed(answer);
      }
      return said(ChatCompletion.read(answer.body()));
    } catch (UncheckedIOException e) {
      throw passing("the judge at " + settings.host() + ": " + e.getCause().getMessage());
    } catch (IOException e) {
      throw passing("the judge at " + settings.host() + " answered with no chat completion");
    }
  }

  private Said said(ChatCompletion answer) {
    return new Said(
        answer
            .refusal()
            .<Outcome<String>>map(why -> new Missing<>(Why.REFUSED, key.hidden(why)))
            .orElseGet(() -> new Given<>(key.hidden(answer.text()))),
        answer.tokens());
  }

  private RequestFailed passing(String sentence) {
    return new RequestFailed(Kind.PASSING, key.hidden(sentence), Optional.empty());
  }

  private RequestFailed failed(Transport.Response answer) {
    int status = answer.status();
    String judge = "the judge at " + settings.host();
    return switch (status) {
      case 401 ->
          new RequestFailed(
              Kind.FOR_ALL,
              key.value().isPresent()
                  ? String.format(
                      Locale.ROOT,
                      "%s refuses the API key in %s (status 401)",
                      judge,
                      key.variable())
                  : String.format(
                      Locale.ROOT,
                      "%s wants an API key (status 401): set the environment variable %s",
                      judge,
                      key.variable()),
              Optional.empty());
      case 404 ->
          new RequestFailed(
              Kind.FOR_ALL,
              String.format(
                  Locale.ROOT,
                  "%s has no such address or model (status 404): the url usually ends in /v1, and"
                      + " the model is '%s'",
                  judge,
                  settings.model()),
              Optional.empty());
      default -> {
        Missing<String> shown = new Missing<>(Why.FAILED, key.hidden(answer.text()));
        yield new RequestFailed(
            status >= 500 || PASSING.contains(status)
                ? Kind.PASSING
                : status / 100 == 3 ? Kind.FOR_ALL : Kind.LASTING,
            String.format(Locale.ROOT, "%s answered with status %d %s", judge, status, shown.text())
                .strip(),
            answer.retryAfter());
      }
    };
  }
}
