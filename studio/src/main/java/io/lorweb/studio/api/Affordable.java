package io.lorweb.studio.api;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.Models;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.studio.store.StoredPicture;
import io.lorweb.studio.web.Refusal;
import java.util.List;
import java.util.Optional;

/** Whether a run stays within the limits of steps and pixels. */
final class Affordable {

  private final Models models;
  private final PictureStore pictures;

  Affordable(Models models, PictureStore pictures) {
    this.models = models;
    this.pictures = pictures;
  }

  /** Refused now rather than when its turn comes, where that can be told. */
  void require(String owner, JobRequest request, StoredPicture b) {
    LoadOptions.Limits limits = models.options().limits();
    Settings.Sampling sampling = request.settings().sampling();
    int steps = sampling.sigmas().map(List::size).orElseGet(() -> sampling.steps().orElse(1));
    if (steps > limits.steps()) {
      throw Refusal.of(422, "%d steps are more than the limit of %d", steps, limits.steps());
    }
    request
        .settings()
        .canvas()
        .size()
        .ifPresent(
            size -> {
              if (size.area() > limits.area()) {
                throw Refusal.of(
                    422, "a size of %s is more than the limit of %,d pixels", size, limits.area());
              }
            });
    Optional<LoRWeB> ready = models.ready();
    if (ready.isPresent() && ready.get().adapter().isPresent()) {
      long area = new Plans(pictures).estimate(ready.get(), owner, request, b).canvas().area();
      if (area > limits.area()) {
        throw Refusal.of(
            422,
            "the generated picture would have %,d pixels, more than the limit of %,d",
            area,
            limits.area());
      }
    }
  }
}
