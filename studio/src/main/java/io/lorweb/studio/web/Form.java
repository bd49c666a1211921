package io.lorweb.studio.web;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.lorweb.error.InputException;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PictureSize;
import io.lorweb.image.Size;
import io.lorweb.studio.store.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.BadMessageException;

/** The fields of a multipart request. Names of files are not looked at. */
public final class Form {

  private final Map<String, List<UploadedFile>> files;
  private final Map<String, List<String>> texts;
  private final WebLimits limits;
  private final PixelBudget pixels;

  private Form(
      Map<String, List<UploadedFile>> files,
      Map<String, List<String>> texts,
      WebLimits limits,
      PixelBudget pixels) {
    this.files = files;
    this.texts = texts;
    this.limits = limits;
    this.pixels = pixels;
  }

  /**
   * Reads a request's form.
   *
   * @param known names of its fields; another one is refused
   * @throws Refusal 415 when it is no form, 413 when it is too large, 408 when it comes too slowly,
   *     400 when it is damaged or has an unknown field
   */
  static Form read(Context request, Set<String> known, WebLimits limits, PixelBudget pixels) {
    if (!request.isMultipartFormData()) {
      throw Refusal.of(
          415, "the request must be a form (multipart/form-data) with the fields %s", known);
    }
    Map<String, List<UploadedFile>> files;
    Map<String, List<String>> texts;
    try {
      files = new LinkedHashMap<>(request.uploadedFileMap());
      texts = new LinkedHashMap<>(request.formParamMap());
    } catch (Exception e) {
      // The server throws checked exceptions that it does not declare.
      throw refusal(e, limits);
    }
    // An empty field of a page's form comes as text or as a file of no bytes.
    List<String> names = new ArrayList<>(files.keySet());
    names.addAll(texts.keySet());
    for (String name : names) {
      if (!known.contains(name)) {
        throw Refusal.of(400, "the form has an unknown field: the fields are %s", known);
      }
    }
    return new Form(files, texts, limits, pixels);
  }

  private static RuntimeException refusal(Exception e, WebLimits limits) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadMessageException bad) {
        return bad;
      }
      if (cause instanceof TimeoutException) {
        return Refusal.of(408, "the request came too slowly: send it again");
      }
    }
    return e instanceof IllegalStateException
        ? tooLarge(limits)
        : Refusal.of(400, "the form is damaged or incomplete: send it again");
  }

  static Refusal tooLarge(WebLimits limits) {
    return Refusal.of(
        413,
        "the request is larger than the limit of %d MB: send smaller or fewer pictures",
        limits.requestBytes() >> 20);
  }

  /** A field's text, if it is there. */
  public Optional<String> text(String name) {
    List<String> values = texts.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Refusal.of(400, "field '%s' was given %d times: give it once", name, values.size());
    }
    return values.stream().findFirst();
  }

  /** All texts of a field. */
  public List<String> texts(String name) {
    return texts.getOrDefault(name, List.of());
  }

  /** Whether a field holds files. */
  public boolean hasFile(String name) {
    return files.containsKey(name);
  }

  /** The pictures of a field, in order, each decoded under the limits. */
  public List<Upload> pictures(String name) {
    return files.getOrDefault(name, List.of()).stream()
        .map(file -> picture(name, bytes(name, file)))
        .toList();
  }

  /** A field's file as it came. */
  public byte[] bytes(String name) {
    return bytes(name, files.get(name).get(0));
  }

  private byte[] bytes(String name, UploadedFile file) {
    try (InputStream content = file.content()) {
      byte[] bytes = content.readNBytes(limits.fileBytes() + 1);
      if (bytes.length > limits.fileBytes()) {
        throw Refusal.of(
            413,
            "picture '%s' has %d MB, more than the limit of %d MB: make it smaller",
            name,
            (file.size() >> 20) + 1,
            limits.fileBytes() >> 20);
      }
      return bytes;
    } catch (IOException e) {
      throw Refusal.of(400, "picture '%s' did not arrive whole: send it again", name);
    }
  }

  /**
   * Decodes an uploaded picture.
   *
   * @throws Refusal 415 for what is no picture that is read, 413 for one of too many pixels, 422
   *     for a damaged one, 503 when too many are being read
   */
  private Upload picture(String name, byte[] bytes) {
    String called = "picture '" + name + "'";
    if (!PictureReader.knows(bytes)) {
      throw Refusal.of(415, "%s", reason(bytes, called));
    }
    Size size;
    try {
      size = PictureSize.of(bytes, called);
    } catch (InputException e) {
      throw Refusal.of(e.getMessage().contains("pixels, more") ? 413 : 422, "%s", e.getMessage());
    }
    if (size.area() > limits.pixels()) {
      throw Refusal.of(
          413,
          "%s has %d x %d pixels, more than the limit of %,d: make it smaller",
          called,
          size.width(),
          size.height(),
          limits.pixels());
    }
    try (PixelBudget.Share share = pixels.take(size.area())) {
      return Upload.of(bytes, called, PictureReader.read(bytes, called));
    } catch (InputException e) {
      throw Refusal.of(422, "%s", e.getMessage());
    }
  }

  /** In the reader's own words, which name the format. */
  private static String reason(byte[] bytes, String called) {
    try {
      PictureReader.read(bytes, called);
      throw new IllegalStateException("a picture of no known format was read");
    } catch (InputException e) {
      return e.getMessage();
    }
  }
}
