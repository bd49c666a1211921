package io.lorweb.eval.suite;

import io.lorweb.config.Section;
import io.lorweb.eval.judge.JudgeSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Reads a suite's {@code judge}. */
final class JudgeSection {

  private static final double TIMEOUT_SECONDS = 120;
  private static final double MILLISECONDS = 1000;
  private static final double LONGEST_SECONDS = 86_400;
  private static final int RETRIES = 4;
  private static final int CONCURRENCY = 2;

  private JudgeSection() {}

  static JudgeSettings read(Section judge) {
    return judge.make(
        () ->
            new JudgeSettings(
                url(judge),
                judge.text("model"),
                judge.optionalText("key_env"),
                judge.decimal("temperature", 0),
                new JudgeSettings.Asked(
                    judge.flag("scores", true),
                    judge.flag("pairwise", false),
                    judge.flag("both_orders", false),
                    judge.integer("controls", 0)),
                new JudgeSettings.Limits(
                    judge.integer("requests_per_minute", 0),
                    judge.integer("max_requests", 0),
                    judge.whole("max_tokens", 0)),
                new JudgeSettings.Patience(
                    timeout(judge),
                    judge.integer("retries", RETRIES),
                    judge.integer("concurrency", CONCURRENCY))));
  }

  private static URI url(Section judge) {
    String text = judge.text("url");
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw judge.refused("url", "must be an address such as http://localhost:8000/v1");
    }
  }

  private static Duration timeout(Section judge) {
    double seconds = judge.decimal("timeout", TIMEOUT_SECONDS);
    if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
      throw judge.refused("timeout", "must be seconds, more than 0 and at most a day");
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * MILLISECONDS)));
  }
}
