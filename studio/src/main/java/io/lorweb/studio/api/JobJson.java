package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lorweb.studio.jobs.Job;
import io.lorweb.studio.jobs.JobRequest;
import io.lorweb.studio.jobs.JobState;
import io.lorweb.studio.jobs.Status;
import java.util.List;

/** Jobs as answers tell of them. */
final class JobJson {

  private JobJson() {}

  static ObjectNode of(Status status) {
    Job job = status.job();
    ObjectNode json = Json.object();
    json.put("id", job.id());
    json.put("state", job.state().label());
    json.put("position", status.position());
    json.put("step", status.step());
    json.put("steps", status.steps());
    json.put("phase", status.phase());
    String address = "/api/jobs/" + job.id();
    if (status.preview() && !job.state().ended()) {
      json.put("preview", address + "/preview?event=" + status.event());
    }
    if (job.state() == JobState.DONE) {
      json.put("result", address + "/result");
    }
    job.message().ifPresent(message -> json.put("message", message));
    return json;
  }

  /** With what it was asked for. */
  static ObjectNode whole(Status status) {
    Job job = status.job();
    ObjectNode json = of(status);
    json.put("number", job.number());
    json.put("created", job.created());
    job.batch().ifPresent(batch -> json.put("batch", batch));
    json.set("request", of(job.request()));
    job.outcome()
        .ifPresent(
            outcome -> {
              json.put("picture", outcome.result());
              ObjectNode report = outcome.report().deepCopy();
              report.remove("out");
              report.remove("routing");
              json.set("report", report);
            });
    return json;
  }

  static ObjectNode of(JobRequest request) {
    ObjectNode json = Json.object();
    if (request.parts().size() == 1 && request.parts().get(0).weight() == 1) {
      json.set("a", ids(request.parts().get(0).a()));
      json.set("a2", ids(request.parts().get(0).a2()));
    } else if (!request.parts().isEmpty()) {
      ArrayNode mix = json.putArray("mix");
      request
          .parts()
          .forEach(
              part -> {
                ObjectNode one = mix.addObject();
                one.set("a", ids(part.a()));
                one.set("a2", ids(part.a2()));
                one.put("weight", part.weight());
              });
    }
    json.put("b", request.b());
    request.mask().ifPresent(mask -> json.put("mask", mask));
    json.set("settings", SettingsJson.write(request.settings(), request.matchB()));
    request.mixture().ifPresent(mixture -> json.put("mixed", mixture.origin().orElse("given")));
    return json;
  }

  /** One id, or a list of several: as requests give them. */
  static JsonNode ids(List<String> ids) {
    if (ids.size() == 1) {
      return TextNode.valueOf(ids.get(0));
    }
    ArrayNode several = JsonNodeFactory.instance.arrayNode();
    ids.forEach(several::add);
    return several;
  }
}
