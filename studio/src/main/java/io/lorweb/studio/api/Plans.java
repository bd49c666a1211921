package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Estimate;
import io.lorweb.LoRWeB;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import java.util.List;

/** What a run will do with its pictures, told before it is made. */
final class Plans {

  private final PictureStore pictures;

  Plans(PictureStore pictures) {
    this.pictures = pictures;
  }

  /** The cost does not depend on what a and a' show. */
  Estimate estimate(LoRWeB lorweb, String owner, JobRequest request, StoredPicture b) {
    Size size = new Size(b.width(), b.height());
    if (request.parts().isEmpty()) {
      return lorweb.estimate(size, request.settings());
    }
    Picture any = Picture.filled(1, 1, 0);
    return lorweb.analogy(List.of(new Demonstration(any, any))).estimate(size, request.settings());
  }

  /** Canvas, and the parts of the pictures that are used, in their own pixels. */
  ObjectNode plan(LoRWeB lorweb, String owner, JobRequest request, StoredPicture b) {
    Estimate estimate = estimate(lorweb, owner, request, b);
    ObjectNode json = Json.object();
    json.putObject("canvas")
        .put("width", estimate.canvas().width())
        .put("height", estimate.canvas().height());
    json.put("multiply_adds", estimate.multiplyAdds());
    json.put("memory", estimate.memory());
    Size shape = request.settings().canvas().size().orElse(estimate.canvas());
    ObjectNode crops = json.putObject("crops");
    crop(crops.putObject("b"), b.width(), b.height(), shape);
    boolean seen =
        request.settings().canvas().layout().map(layout -> layout != Layout.QUERY).orElse(false);
    if (seen && !request.parts().isEmpty()) {
      JobRequest.Part part = request.parts().get(0);
      pictures
          .find(owner, part.a().get(0))
          .ifPresent(a -> crop(crops.putObject("a"), a.width(), a.height(), shape));
      pictures
          .find(owner, part.a2().get(0))
          .ifPresent(a2 -> crop(crops.putObject("a2"), a2.width(), a2.height(), shape));
    }
    return json;
  }

  /** About the centre, to the canvas's shape. */
  private static void crop(ObjectNode json, int width, int height, Size shape) {
    long across = (long) height * shape.width();
    long down = (long) width * shape.height();
    int w = across < down ? (int) (across / shape.height()) : width;
    int h = across < down ? height : (int) (down / shape.width());
    json.put("left", (width - w) / 2).put("top", (height - h) / 2).put("width", w).put("height", h);
  }
}
