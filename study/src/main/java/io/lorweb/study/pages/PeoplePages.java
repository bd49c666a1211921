package io.lorweb.study.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.javalin.http.Context;
import io.lorweb.config.JsonFile;
import io.lorweb.studio.web.Assets;
import io.lorweb.studio.web.Layout;
import io.lorweb.studio.web.Refusal;
import io.lorweb.studio.web.WebServer;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Trials;
import io.lorweb.study.design.Trials.Trial;
import io.lorweb.study.votes.Ballots;
import io.lorweb.study.votes.Ballots.Submission;
import io.lorweb.study.votes.Person;
import io.lorweb.study.votes.Vote;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people see: consent, one trial after the other, the end. */
public final class PeoplePages {

  /** Beginnings of their paths, which need no token. */
  public static final List<String> OPEN = List.of("/join", "/s/", "/pictures/", "/api/study/");

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.study.templates");

  private static final long HOUR_MS = 3_600_000;

  private final WebServer server;
  private final Design design;
  private final StudyPictures pictures;
  private final Ballots ballots;
  private final Assets assets = new Assets(PeoplePages.class, List.of("study.css", "trial.js"));

  /** Pages of {@code server}. */
  public PeoplePages(WebServer server, Design design, StudyPictures pictures, Ballots ballots) {
    this.server = server;
    this.design = design;
    this.pictures = pictures;
    this.ballots = ballots;
  }

  /** Adds them to the server. */
  public void add() {
    assets.serve(server.app());
    server
        .app()
        .get("/join", this::consent)
        .post("/join", this::begin)
        .get("/s/{link}", this::session)
        .get("/pictures/{id}", pictures::show)
        .post("/api/study/votes", this::vote);
  }

  private void consent(Context ctx) {
    show(
        ctx,
        "consent.jte",
        Map.of(
            "title", design.title(),
            "consent", design.terms().consent(),
            "trials", design.items().size() + design.checks().size(),
            "hours", design.terms().hours()),
        false);
  }

  private void begin(Context ctx) {
    Person person =
        ballots
            .begin(design.terms().mostPeople())
            .orElseThrow(
                () -> Refusal.of(403, "the study has as many people as it needs: thank you"));
    ctx.redirect("/s/" + person.link());
  }

  private void session(Context ctx) {
    Person person = person(ctx.pathParam("link"));
    List<Trial> trials = Trials.of(design, person.number());
    Map<Integer, Vote> votes = votes(person);
    requireFresh(person);
    if (person.finished().isPresent()) {
      show(ctx, "end.jte", Map.of("title", design.title()), false);
      return;
    }
    int next = 0;
    while (votes.containsKey(next)) {
      next++;
    }
    if (next == trials.size()) {
      if (ctx.queryParam("trial") == null) {
        ballots.finished(person.link());
        show(ctx, "end.jte", Map.of("title", design.title()), false);
        return;
      }
      next--;
    }
    long last = votes.values().stream().mapToLong(Vote::received).max().orElse(person.began());
    if (System.currentTimeMillis() - last > HOUR_MS) {
      ballots.resumed(person.link());
    }
    int number = Math.min(next, ctx.queryParamAsClass("trial", Integer.class).getOrDefault(next));
    if (number < 0) {
      throw Refusal.unknown("trial");
    }
    trial(ctx, person, trials, number, Optional.ofNullable(votes.get(number)));
  }

  private void trial(
      Context ctx, Person person, List<Trial> trials, int number, Optional<Vote> given) {
    Trial trial = trials.get(number);
    List<String> ahead =
        number + 1 < trials.size() ? trials.get(number + 1).item().pictures() : List.of();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("title", design.title());
    parameters.put("link", person.link());
    parameters.put("trial", trial);
    parameters.put("trials", trials.size() - 1);
    parameters.put("noDifference", design.terms().noDifference());
    parameters.put("ahead", ahead);
    parameters.put("chosen", given.flatMap(Vote::chosen).orElse(""));
    show(ctx, "trial.jte", parameters, true);
  }

  private Map<Integer, Vote> votes(Person person) {
    Map<Integer, Vote> votes = new LinkedHashMap<>();
    ballots.votes(person.link()).forEach(vote -> votes.put(vote.trial(), vote));
    return votes;
  }

  private Person person(String link) {
    return ballots.person(link).orElseThrow(() -> Refusal.unknown("session"));
  }

  private void requireFresh(Person person) {
    long age = System.currentTimeMillis() - person.began();
    if (person.finished().isEmpty() && age > design.terms().hours() * HOUR_MS) {
      throw Refusal.of(
          410,
          "this session was begun more than %d hours ago and cannot be gone on with",
          design.terms().hours());
    }
  }

  /** Stores before it answers: what is acknowledged is kept. */
  private void vote(Context ctx) {
    String type = ctx.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw Refusal.of(415, "the request must be JSON (Content-Type: application/json)");
    }
    VoteRequest request =
        JsonFile.parse("the request", ctx.body())
            .only(List.of("link", "trial", "chosen", "reaction", "painted", "key"))
            .bind(VoteRequest.class);
    Person person = person(request.link());
    List<Trial> trials = Trials.of(design, person.number());
    if (request.trial() < 0 || request.trial() >= trials.size()) {
      throw Refusal.unknown("trial");
    }
    Trial trial = trials.get(request.trial());
    requireChoice(request, trial);
    Optional<Submission> earlier = ballots.submission(request.key());
    if (earlier.isPresent()
        && !earlier.get().equals(new Submission(person.link(), trial.number()))) {
      throw Refusal.of(409, "'key' belongs to another answer: send this one with a key of its own");
    }
    if (earlier.isEmpty()) {
      requireFresh(person);
      if (person.finished().isPresent()) {
        throw Refusal.of(409, "this session has ended: its answers cannot be changed any more");
      }
      ballots.vote(
          new Vote(
              person.link(),
              trial.number(),
              trial.item().id(),
              trial.left(),
              trial.right(),
              request.chosen(),
              request.reaction(),
              request.painted(),
              person.resumed() > 0,
              request.key(),
              System.currentTimeMillis()));
    }
    ctx.contentType("application/json").result("{\"stored\":true}");
  }

  private void requireChoice(VoteRequest request, Trial trial) {
    boolean shown =
        request
            .chosen()
            .map(id -> id.equals(trial.left()) || id.equals(trial.right()))
            .orElse(design.terms().noDifference());
    if (!shown) {
      throw Refusal.of(
          409,
          "'chosen' must be one of the two pictures of the trial%s",
          design.terms().noDifference() ? ", or be left out for no difference" : "");
    }
  }

  private void show(Context ctx, String template, Map<String, Object> parameters, boolean script) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("mark", server.layout().mark());
    ctx.html(
        server
            .layout()
            .page(
                design.title(),
                List.of(assets.at("study.css")),
                script ? List.of(assets.at("trial.js")) : List.of(),
                Layout.render(ENGINE, template, all)));
  }
}
