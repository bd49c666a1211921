package io.lorweb.eval.judge;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.judge.RequestFailed.Kind;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** An OpenAI-compatible server: one request at a time, tried once. */
final class Server {

  /** Statuses that say: later. */
  private static final List<Integer> PASSING = List.of(408, 409, 425, 429);

  private final JudgeSettings settings;
  private final ApiKey key;
  private final ChatModel model;

  Server(JudgeSettings settings, ApiKey key) {
    this.settings = settings;
    this.key = key;
    this.model =
        OpenAiChatModel.builder()
            .httpClientBuilder(Transport.builder(settings.patience().timeout()))
            .baseUrl(settings.url().toString())
            .apiKey(key.value().orElse(null))
            .modelName(settings.model())
            .temperature(settings.temperature())
            .maxRetries(0)
            .build();
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
    List<Content> contents = new ArrayList<>();
    contents.add(TextContent.from(prompt.text()));
    for (int i = 0; i < pictures.size(); i++) {
      contents.add(TextContent.from("Picture " + prompt.labels().get(i) + ":"));
      String png = Base64.getEncoder().encodeToString(PngWriter.toBytes(pictures.get(i)));
      contents.add(ImageContent.from(png, "image/png", DetailLevel.HIGH));
    }
    try {
      return said(model.chat(ChatRequest.builder().messages(UserMessage.from(contents)).build()));
    } catch (StatusException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw passing("the judge at " + settings.host() + ": " + e.getCause().getMessage());
    } catch (ContentFilteredException e) {
      return new Said(new Missing<>(Why.REFUSED, key.hidden("" + e.getMessage())), 0);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      // The library could make nothing of it: cut off, or a page of a proxy.
      throw passing("the judge at " + settings.host() + " answered with no chat completion");
    }
  }

  private Said said(ChatResponse response) {
    TokenUsage usage = response.tokenUsage();
    long tokens = usage == null || usage.totalTokenCount() == null ? 0 : usage.totalTokenCount();
    String text = key.hidden(Optional.ofNullable(response.aiMessage().text()).orElse(""));
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      return new Said(new Missing<>(Why.REFUSED, "content filter " + text), tokens);
    }
    return new Said(new Given<>(text), tokens);
  }

  private RequestFailed passing(String sentence) {
    return new RequestFailed(Kind.PASSING, key.hidden(sentence), Optional.empty());
  }

  private RequestFailed failed(StatusException e) {
    int status = e.status();
    String judge = "the judge at " + settings.host();
    return switch (status) {
      case 401 ->
          new RequestFailed(
              Kind.FOR_ALL,
              key.value().isPresent()
                  ? String.format(
                      "%s refuses the API key in %s (status 401)", judge, key.variable())
                  : String.format(
                      "%s wants an API key (status 401): set the environment variable %s",
                      judge, key.variable()),
              Optional.empty());
      case 404 ->
          new RequestFailed(
              Kind.FOR_ALL,
              String.format(
                  "%s has no such address or model (status 404): the url usually ends in /v1, and"
                      + " the model is '%s'",
                  judge, settings.model()),
              Optional.empty());
      default -> {
        Missing<String> shown = new Missing<>(Why.FAILED, key.hidden(e.getMessage()));
        yield new RequestFailed(
            status >= 500 || PASSING.contains(status)
                ? Kind.PASSING
                : status / 100 == 3 ? Kind.FOR_ALL : Kind.LASTING,
            String.format("%s answered with status %d %s", judge, status, shown.text()).strip(),
            e.retryAfter());
      }
    };
  }
}
