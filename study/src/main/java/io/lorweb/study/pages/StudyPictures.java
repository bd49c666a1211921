package io.lorweb.study.pages;

import io.javalin.http.Context;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.studio.web.Refusal;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Design.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A study's pictures as PNG files named by the SHA-256 of their pixels, which tells nobody whose
 * they are. What a request names is looked up among the study's own.
 */
public final class StudyPictures {

  /** The folder within a study's. */
  private static final String FOLDER = "pictures";

  private final Path folder;
  private final Set<String> known = new HashSet<>();

  /** Of a study's folder, whose design names them. */
  public StudyPictures(Path study, Design design) {
    folder = study.resolve(FOLDER);
    design.items().stream().map(Item::pictures).forEach(known::addAll);
    design.checks().stream().map(Item::pictures).forEach(known::addAll);
    known.addAll(design.practice().pictures());
    for (String id : known) {
      if (!Files.isRegularFile(file(id))) {
        throw InputException.of("%s is missing: the study cannot be shown without it", file(id));
      }
    }
  }

  /** Keeps a picture in a study's folder, without any text that its file had. */
  public static String keep(Path study, Picture picture) {
    String id = picture.sha256();
    Path file = study.resolve(FOLDER).resolve(id + ".png");
    if (!Files.exists(file)) {
      AtomicFile.write(file, ByteBuffer.wrap(PngWriter.toBytes(picture, Map.of())));
    }
    return id;
  }

  private Path file(String id) {
    return folder.resolve(id + ".png");
  }

  void show(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    if (!known.contains(id)) {
      throw Refusal.unknown("picture");
    }
    ctx.contentType("image/png")
        .header("Cache-Control", "private, max-age=86400, immutable")
        .result(Files.readAllBytes(file(id)));
  }
}
