package io.lorweb.train.data;

import io.lorweb.image.ColourProfiles;
import io.lorweb.image.PairDifferences;
import io.lorweb.image.ProfileNote;
import io.lorweb.image.Size;
import io.lorweb.train.data.Finding.Kind;
import io.lorweb.train.data.Inspected.Missing;
import io.lorweb.train.data.Inspected.Sound;
import io.lorweb.train.data.Inspected.Unreadable;
import io.lorweb.train.recipe.DataSource.Source;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks at every picture of data sets and finds what training would stumble over, or learn wrongly.
 * For one call of {@link #run}.
 */
public final class DataCheck {

  /** Pictures whose aspect ratios differ by more than this are not of the same scene. */
  static final double SHAPE_TOLERANCE = 0.02;

  /** Strips are stretched a little when they are prepared: odd widths, the smallest of three. */
  private static final double STRIP_TOLERANCE = 0.05;

  /**
   * What the check came to.
   *
   * @param entries analogies or pairs
   * @param pictures different files
   * @param converted of them, those of another colour profile, which become sRGB when they are read
   * @param findings in the order of the data, then those about all of it
   */
  public record Report(long entries, long pictures, long converted, List<Finding> findings) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /** Entries of one split of one source; the same picture must not be in two groups. */
  private record Member(Entry entry, String group) {}

  private final List<Finding> findings = new ArrayList<>();
  private Map<Path, Inspected> inspected = Map.of();

  private final ColourProfiles colours;

  private DataCheck(boolean reference) {
    colours = reference ? ColourProfiles.IGNORED : ColourProfiles.CONVERTED;
  }

  /**
   * Checks data sets together.
   *
   * @param paths prepared folders, manifests or folders of pairs; several are taken as splits of
   *     one whole, such as train and test
   * @param reference whether they are read as with reference_crops: without colour profiles
   * @param threads pictures decoded at once
   */
  public static Report run(List<Path> paths, boolean reference, int threads, Progress progress) {
    return new DataCheck(reference).check(paths, threads, progress);
  }

  private Report check(List<Path> paths, int threads, Progress progress) {
    List<Member> members = new ArrayList<>();
    for (Path path : paths) {
      Source source = DataSources.detect(path);
      for (Entry entry : Manifest.read(source, findings::add)) {
        String split = entry.labels().split().orElse("");
        members.add(new Member(entry, paths.size() > 1 ? (path + " " + split).strip() : split));
      }
    }
    inspected = inspect(members, threads, progress);
    for (Member member : members) {
      if (readable(member.entry())) {
        shapes(member.entry());
        unedited(member.entry());
        unlikeProfiles(member.entry());
      }
    }
    profiles();
    duplicates(members);
    leaks(members);
    tasks(members);
    captions(members);
    open(members);
    return new Report(members.size(), inspected.size(), converted(), findings);
  }

  private Map<Path, Inspected> inspect(List<Member> members, int threads, Progress progress) {
    Set<Path> files = new LinkedHashSet<>();
    members.forEach(member -> files.addAll(member.entry().files()));
    List<Path> list = List.copyOf(files);
    List<Inspected> results =
        Parallel.map(list, threads, file -> Inspected.of(file, colours), progress);
    Map<Path, Inspected> byFile = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      byFile.put(list.get(i), results.get(i));
    }
    return byFile;
  }

  /** Whether all pictures of an entry are sound; the others are found. */
  private boolean readable(Entry entry) {
    boolean sound = true;
    for (Path file : entry.files()) {
      Inspected found = inspected.get(file);
      if (found instanceof Missing) {
        findings.add(
            new Finding(
                Kind.MISSING,
                entry.id(),
                "names the picture " + file + ", which does not exist",
                "put it there or remove the entry"));
      } else if (found instanceof Unreadable unreadable) {
        findings.add(
            new Finding(
                Kind.UNREADABLE,
                entry.id(),
                "cannot be read: " + unreadable.why(),
                "or remove the entry"));
      }
      sound &= found instanceof Sound;
    }
    return sound;
  }

  private Sound sound(Path file) {
    return (Sound) inspected.get(file);
  }

  private void shapes(Entry entry) {
    if (entry instanceof Entry.Strip strip) {
      Size row = sound(strip.strip()).size();
      Size answer = sound(strip.result()).size();
      if (row.width() % 3 != 0) {
        mismatch(entry, "has a strip of " + row + ", whose width is not three pictures");
      } else {
        shape(entry, "third of the strip", new Size(row.width() / 3, row.height()), answer);
      }
    } else if (entry instanceof Entry.Quad quad) {
      shape(entry, "a", sound(quad.a()).size(), "a2", sound(quad.a2()).size());
      shape(entry, "b", sound(quad.b()).size(), "b2", sound(quad.b2()).size());
    } else if (entry instanceof Entry.Open open) {
      shape(entry, "a", sound(open.a()).size(), "a2", sound(open.a2()).size());
    } else if (entry instanceof Entry.Pair pair) {
      shape(entry, "before", sound(pair.before()).size(), "after", sound(pair.after()).size());
    }
  }

  private void shape(Entry entry, String name, Size third, Size answer) {
    if (differ(third, answer, STRIP_TOLERANCE)) {
      mismatch(entry, "has a " + name + " of " + third + " but a target of " + answer);
    }
  }

  private void shape(Entry entry, String one, Size first, String other, Size second) {
    if (differ(first, second, SHAPE_TOLERANCE)) {
      mismatch(entry, "has " + one + " of " + first + " but " + other + " of " + second);
    }
  }

  static boolean differ(Size one, Size other, double tolerance) {
    double ratio = (double) one.width() * other.height() / ((double) one.height() * other.width());
    return Math.max(ratio, 1 / ratio) > 1 + tolerance;
  }

  private void mismatch(Entry entry, String what) {
    findings.add(
        new Finding(
            Kind.MISMATCH, entry.id(), what, "crop both alike, or they are cropped differently"));
  }

  private void unedited(Entry entry) {
    List<Path> files = entry.files();
    for (int i = 0; i + 1 < files.size() && !(entry instanceof Entry.Strip); i += 2) {
      if (sound(files.get(i)).sha256().equals(sound(files.get(i + 1)).sha256())) {
        findings.add(
            new Finding(
                Kind.UNEDITED,
                entry.id(),
                "shows no edit: " + files.get(i) + " and " + files.get(i + 1) + " are equal",
                "give the edited picture or remove the entry"));
      }
    }
  }

  private void profiles() {
    inspected.forEach(
        (file, found) -> {
          if (found instanceof Sound sound) {
            sound
                .profile()
                .filter(note -> !note.converted())
                .ifPresent(note -> findings.add(unusable(file, note)));
          }
        });
  }

  /** Of a picture before and after an edit, where profiles are not applied. */
  private void unlikeProfiles(Entry entry) {
    List<Path> files = entry.files();
    for (int i = 0; i + 1 < files.size(); i += 2) {
      PairDifferences.profiles(files.get(i), files.get(i + 1), colours)
          .ifPresent(
              what ->
                  findings.add(
                      new Finding(
                          Kind.PROFILE,
                          entry.id() + ":",
                          what,
                          "or train without reference_crops, which converts them")));
    }
  }

  private static Finding unusable(Path file, ProfileNote note) {
    return new Finding(Kind.PROFILE, file + ":", note.what(), "save the picture as sRGB");
  }

  private long converted() {
    return inspected.values().stream()
        .filter(found -> found instanceof Sound sound && sound.profile().isPresent())
        .filter(found -> ((Sound) found).profile().orElseThrow().converted())
        .count();
  }

  private boolean allSound(Entry entry) {
    return entry.files().stream().allMatch(file -> inspected.get(file) instanceof Sound);
  }

  private void duplicates(List<Member> members) {
    Map<List<String>, String> first = new HashMap<>();
    for (Member member : members) {
      Entry entry = member.entry();
      if (allSound(entry)) {
        List<String> content = entry.files().stream().map(file -> sound(file).sha256()).toList();
        String earlier = first.putIfAbsent(content, entry.id());
        if (earlier != null) {
          findings.add(
              new Finding(
                  Kind.DUPLICATE,
                  entry.id(),
                  "has the same pictures as " + earlier,
                  "remove one of them"));
        }
      }
    }
  }

  private void leaks(List<Member> members) {
    Map<String, Member> first = new HashMap<>();
    Set<String> told = new LinkedHashSet<>();
    for (Member member : members) {
      for (Path file : member.entry().files()) {
        if (!(inspected.get(file) instanceof Sound found)) {
          continue;
        }
        Member earlier = first.putIfAbsent(found.sha256(), member);
        if (earlier != null
            && !earlier.group().equals(member.group())
            && told.add(found.sha256() + member.group())) {
          findings.add(
              new Finding(
                  Kind.LEAK,
                  file.toString(),
                  String.format(
                      Locale.ROOT,
                      "is in '%s' (%s) and in '%s' (%s)",
                      earlier.group(),
                      earlier.entry().id(),
                      member.group(),
                      member.entry().id()),
                  "keep it in one of them, else results on the other are too good"));
        }
      }
    }
  }

  private void tasks(List<Member> members) {
    Map<List<String>, List<Entry>> tasks = new LinkedHashMap<>();
    for (Member member : members) {
      if (member.entry() instanceof Entry.Pair pair) {
        tasks
            .computeIfAbsent(
                List.of(member.group(), pair.labels().task()), key -> new ArrayList<>())
            .add(pair);
      }
    }
    tasks.forEach(
        (key, pairs) -> {
          if (pairs.size() == 1) {
            findings.add(
                new Finding(
                    Kind.TASK,
                    pairs.get(0).id(),
                    String.format(
                        Locale.ROOT,
                        "is the only pair of the task '%s'%s",
                        key.get(1),
                        key.get(0).isEmpty() ? "" : " in '" + key.get(0) + "'"),
                    "add another pair of the same edit or remove it"));
          }
        });
  }

  private void open(List<Member> members) {
    List<Entry> without =
        members.stream().map(Member::entry).filter(Entry.Open.class::isInstance).toList();
    if (!without.isEmpty()) {
      findings.add(
          new Finding(
              Kind.MISSING,
              without.size() + " of " + members.size() + " entries",
              "have no b2, the first is " + without.get(0).id(),
              "an evaluation can ask them as they are, training needs b2"));
    }
  }

  private void captions(List<Member> members) {
    List<Entry> without =
        members.stream()
            .map(Member::entry)
            .filter(entry -> entry.labels().prompt().isEmpty())
            .toList();
    if (!without.isEmpty()) {
      findings.add(
          new Finding(
              Kind.CAPTION,
              without.size() + " of " + members.size() + " entries",
              "have no caption, the first is " + without.get(0).id(),
              "write them, or give a default caption in the recipe"));
    }
  }
}
