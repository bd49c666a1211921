package io.lorweb.eval.judge;

import io.lorweb.error.InputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who judges, what is asked, and how much of it. An API key is never part of it, only the name of
 * the variable that holds one.
 *
 * @param url of an OpenAI-compatible server, up to its version: {@code http://localhost:8000/v1}
 * @param model as the server calls it
 * @param keyVariable the environment variable that holds the API key; absent: {@link
 *     #USUAL_VARIABLE}, and no key when that is not set
 * @param temperature of the answers, 0 to 2
 * @param asked what is asked
 * @param limits where asking ends
 * @param patience how long and how often
 */
public record JudgeSettings(
    URI url,
    String model,
    Optional<String> keyVariable,
    double temperature,
    Asked asked,
    Limits limits,
    Patience patience) {

  /** Where keys are looked for unless told otherwise. */
  public static final String USUAL_VARIABLE = "OPENAI_API_KEY";

  private static final double HOTTEST = 2;

  /**
   * What is asked.
   *
   * @param scores two numbers for every answer
   * @param pairwise the first model's answer or another one's
   * @param bothOrders every pair twice, either way round
   * @param controls questions whose right choice is known, to try the judge itself
   */
  public record Asked(boolean scores, boolean pairwise, boolean bothOrders, int controls) {
    public Asked {
      atLeast("controls", controls, 0);
      if (!scores && !pairwise && controls == 0) {
        throw new InputException(
            "scores and pairwise are both false, and no controls: there is nothing to judge");
      }
      if (bothOrders && !pairwise && controls == 0) {
        throw new InputException("both_orders goes with 'pairwise: true' or with controls");
      }
    }

    /** Whether the judge has to choose between candidates. */
    public boolean pairs() {
      return pairwise || controls > 0;
    }
  }

  /**
   * Where asking ends; 0 stands for no limit.
   *
   * @param requestsPerMinute sent at even distances
   * @param requests in one run, repeated ones counted
   * @param tokens in one run, as the server counts them
   */
  public record Limits(int requestsPerMinute, int requests, long tokens) {
    public Limits {
      atLeast("requests_per_minute", requestsPerMinute, 0);
      atLeast("max_requests", requests, 0);
      atLeast("max_tokens", tokens, 0);
    }
  }

  /**
   * How long and how often.
   *
   * @param timeout of one request, until the last byte of its answer
   * @param retries after the first try
   * @param concurrency requests under way at once
   */
  public record Patience(Duration timeout, int retries, int concurrency) {
    public Patience {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new InputException("timeout must be more than 0 seconds");
      }
      atLeast("retries", retries, 0);
      atLeast("concurrency", concurrency, 1);
    }
  }

  public JudgeSettings {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw InputException.of(
          "url is '%s' but must be a server's address such as http://localhost:8000/v1", url);
    }
    // What stands here ends up in reports.
    if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
      throw new InputException(
          "url must hold no password and no question mark: a key belongs in the environment");
    }
    if (model.isBlank()) {
      throw new InputException("model is empty");
    }
    if (!(temperature >= 0 && temperature <= HOTTEST)) {
      throw InputException.of("temperature is %s but must be from 0 to 2", temperature);
    }
  }

  private static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw InputException.of("%s is %d but must be at least %d", key, value, least);
    }
  }

  /** Host and port, as messages and reports name the server. */
  public String host() {
    return url.getAuthority();
  }
}
