package io.lorweb.eval.suite;

import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import java.util.Optional;

/**
 * A question with its pictures and what somebody made of it. Output and truth have the size of b.
 *
 * @param truth the true b', where it is known
 */
public record Answer(
    Question question, Picture a, Picture a2, Picture b, Optional<Picture> truth, Picture output) {

  public Answer {
    Picture edited = b;
    truth = truth.map(picture -> sized(picture, edited));
    output = sized(output, edited);
  }

  private static Picture sized(Picture picture, Picture like) {
    return picture.resize(like.width(), like.height(), Resampling.LANCZOS);
  }
}
