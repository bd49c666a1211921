package io.lorweb.cli;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import java.util.ArrayList;
import java.util.List;

/** a, a', b and b' in a row on white, all of one height; further pairs stand below. */
final class ContactSheet {

  private static final int HEIGHT = 256;
  private static final int GAP = 8;
  private static final int WHITE = 0xFFFFFF;

  private ContactSheet() {}

  static Picture of(List<Demonstration> pairs, Picture b, Picture b2) {
    List<List<Picture>> rows = new ArrayList<>();
    List<Picture> first = new ArrayList<>();
    if (!pairs.isEmpty()) {
      first.add(pairs.get(0).a());
      first.add(pairs.get(0).a2());
    }
    first.add(b);
    first.add(b2);
    rows.add(first);
    for (int i = 1; i < pairs.size(); i++) {
      rows.add(List.of(pairs.get(i).a(), pairs.get(i).a2()));
    }
    List<List<Picture>> scaled =
        rows.stream().map(row -> row.stream().map(ContactSheet::fit).toList()).toList();
    int width =
        scaled.stream()
            .mapToInt(row -> row.stream().mapToInt(p -> p.width() + GAP).sum() + GAP)
            .max()
            .orElseThrow();
    int height = scaled.size() * (HEIGHT + GAP) + GAP;
    Canvas canvas = Canvas.of(Picture.filled(width, height, WHITE));
    int top = GAP;
    for (List<Picture> row : scaled) {
      int left = GAP;
      for (Picture picture : row) {
        canvas.paste(picture, left, top);
        left += picture.width() + GAP;
      }
      top += HEIGHT + GAP;
    }
    return canvas.toPicture();
  }

  private static Picture fit(Picture picture) {
    int width = Math.max(1, Math.min(4 * HEIGHT, picture.width() * HEIGHT / picture.height()));
    return picture.resize(width, HEIGHT, Resampling.LANCZOS);
  }
}
