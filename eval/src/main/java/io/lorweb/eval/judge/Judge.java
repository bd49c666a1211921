package io.lorweb.eval.judge;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import io.lorweb.error.InputException;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Resampling;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A vision-language model that looks at answers (docs/eval.md). */
public final class Judge {

  /** The first three pictures are a, a' and b. */
  private static final int B = 2;

  private final JudgeSettings settings;
  private final Server server;
  private final Replies replies;
  private final Budget budget;
  private final Turns turns;
  private final Backoff backoff;
  private final AtomicInteger reused = new AtomicInteger();
  private final AtomicReference<String> hopeless = new AtomicReference<>();

  Judge(JudgeSettings settings, Path folder, ApiKey key, Backoff backoff) {
    this.settings = settings;
    this.server = new Server(settings, key);
    this.replies = new Replies(folder);
    this.budget = new Budget(settings.limits());
    this.turns = new Turns(settings.limits().requestsPerMinute());
    this.backoff = backoff;
  }

  /**
   * Sends nothing yet.
   *
   * @param folder of earlier answers, which are used again
   * @param environment a variable's value, for the API key; null when it is not set
   * @throws InputException when the variable of the key is not set or holds no key
   */
  public static Judge open(JudgeSettings settings, Path folder, UnaryOperator<String> environment) {
    return new Judge(settings, folder, ApiKey.of(settings, environment), Backoff.USUAL);
  }

  /**
   * What this judge has cost so far.
   *
   * @param requests sent, repeated ones counted
   * @param tokens as the server counts them, without those of refusals
   * @param reused answers to the same pictures from before, of this run or another
   */
  public record Cost(long requests, long tokens, long reused) {}

  public JudgeSettings settings() {
    return settings;
  }

  public Cost cost() {
    return new Cost(budget.requests(), budget.tokens(), reused.get());
  }

  /**
   * What the judge wrote on each sheet. Under a limit those in front are asked first.
   *
   * @throws InputException when key, address or model are wrong, so that no request would do;
   *     answers until then are kept
   */
  public Map<Sheet, Outcome<String>> ask(List<Sheet> sheets, Progress progress) {
    List<Sheet> distinct = sheets.stream().distinct().toList();
    List<Outcome<String>> outcomes =
        Parallel.map(distinct, settings.patience().concurrency(), this::outcome, progress);
    if (hopeless.get() != null) {
      throw new InputException(hopeless.get());
    }
    Map<Sheet, Outcome<String>> bySheet = new LinkedHashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      bySheet.put(distinct.get(i), outcomes.get(i));
    }
    return bySheet;
  }

  private Outcome<String> outcome(Sheet sheet) {
    List<Picture> pictures = pictures(sheet);
    String key = key(sheet.prompt(), pictures);
    Optional<Outcome<String>> earlier = replies.find(key);
    if (earlier.isPresent()) {
      reused.incrementAndGet();
      return earlier.get();
    }
    int[] tried = new int[1];
    try {
      return Failsafe.with(backoff.<Outcome<String>>policy(settings.patience().retries()))
          .get(
              context -> {
                tried[0] = context.getAttemptCount() + 1;
                return once(sheet, pictures, key, context.getLastException());
              });
    } catch (FailsafeException e) {
      if (e.getCause() instanceof RequestFailed failed) {
        return lost(failed, tried[0]);
      }
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** One try, if the budget allows it. */
  private Outcome<String> once(Sheet sheet, List<Picture> pictures, String key, Throwable last)
      throws RequestFailed {
    Optional<String> spent = budget.take();
    if (spent.isPresent()) {
      return last == null
          ? new Missing<>(Why.NOT_ASKED, spent.get())
          : new Missing<>(Why.FAILED, last.getMessage() + "; " + spent.get());
    }
    turns.take();
    try {
      Server.Said said = server.ask(sheet.prompt(), pictures);
      budget.answered(said.tokens());
      replies.keep(key, sheet, said.outcome());
      return said.outcome();
    } catch (RequestFailed e) {
      // What the server asks for holds for every request.
      e.patience().filter(asked -> asked.compareTo(backoff.longest()) <= 0).ifPresent(turns::pause);
      throw e;
    }
  }

  private Outcome<String> lost(RequestFailed e, int tried) {
    budget.lost();
    if (e.kind() == RequestFailed.Kind.FOR_ALL) {
      hopeless.compareAndSet(null, e.getMessage());
      budget.close("no request would do");
    }
    String tries = tried == 1 ? "" : " (" + tried + " tries)";
    return new Missing<>(Why.FAILED, e.getMessage() + tries);
  }

  private static List<Picture> pictures(Sheet sheet) {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : sheet.pictures()) {
      Picture picture = PictureReader.read(file);
      // Answers have the size of b.
      boolean answer = pictures.size() > B;
      pictures.add(
          answer
              ? picture.resize(
                  pictures.get(B).width(), pictures.get(B).height(), Resampling.LANCZOS)
              : picture);
    }
    return pictures;
  }

  private String key(Prompt prompt, List<Picture> pictures) {
    List<String> parts = new ArrayList<>();
    parts.add(settings.url().toString());
    parts.add(settings.model());
    parts.add(String.valueOf(settings.temperature()));
    parts.add(prompt.hash());
    pictures.forEach(picture -> parts.add(picture.sha256()));
    return Hash.of(parts.toArray(String[]::new));
  }
}
