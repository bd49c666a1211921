package io.lorweb.studio.jobs;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Weighted;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.record.RunReport;
import io.lorweb.studio.store.PictureStore;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request on a model. */
public final class JobRun {

  private final LoRWeB lorweb;
  private final PictureStore pictures;
  private final String owner;
  private final JobRequest request;

  /** What {@code owner} asks for, with the owner's pictures. */
  public JobRun(LoRWeB lorweb, PictureStore pictures, String owner, JobRequest request) {
    this.lorweb = lorweb;
    this.pictures = pictures;
    this.owner = owner;
    this.request = request;
  }

  /** Makes b'. */
  public Result result(Progress progress) {
    Subject b = subject();
    if (request.parts().isEmpty()) {
      return lorweb.edit(b, request.settings(), progress);
    }
    return request.mixture().isPresent()
        ? routed(progress).apply(progress)
        : analogy().apply(b, request.settings(), progress);
  }

  /**
   * The mixing coefficients, to be applied or exported.
   *
   * @throws InputException for an edit by instruction, which has none
   */
  public RoutedAnalogy routed(Progress progress) {
    if (request.parts().isEmpty()) {
      throw new InputException("an edit by instruction has no mixing coefficients");
    }
    RoutedAnalogy routed = analogy().route(subject(), request.settings(), progress);
    Optional<Mixture> given = request.mixture().map(JobRun::mixture);
    return given
        .map(mixture -> routed.with(mixture, request.mixture().get().origin().orElse("given")))
        .orElse(routed);
  }

  private Subject subject() {
    return new Subject(
        picture(request.b()), request.mask().map(id -> Mask.of(picture(id))), Optional.empty());
  }

  private Analogy analogy() {
    List<Weighted> parts =
        request.parts().stream()
            .map(part -> new Weighted(lorweb.analogy(shown(part)), part.weight()))
            .toList();
    return parts.size() == 1 && parts.get(0).weight() == 1
        ? parts.get(0).analogy()
        : lorweb.mixed(parts);
  }

  private List<Demonstration> shown(JobRequest.Part part) {
    List<Demonstration> shown = new ArrayList<>();
    for (int i = 0; i < part.a().size(); i++) {
      shown.add(new Demonstration(picture(part.a().get(i)), picture(part.a2().get(i))));
    }
    return shown;
  }

  private static Mixture mixture(RunReport.Routed given) {
    List<String> paths = List.copyOf(given.coefficients().keySet());
    float[] coefficients = new float[paths.size() * given.size()];
    int at = 0;
    for (List<Float> row : given.coefficients().values()) {
      if (row.size() != given.size()) {
        throw InputException.of(
            "setting 'mixture' has a row of %d coefficients where 'size' says %d",
            row.size(), given.size());
      }
      for (float coefficient : row) {
        coefficients[at++] = coefficient;
      }
    }
    return new Mixture(paths, given.size(), coefficients);
  }

  private Picture picture(String id) {
    return pictures
        .find(owner, id)
        .map(pictures::picture)
        .orElseThrow(() -> new InputException("a picture of this job is not there any more"));
  }
}
