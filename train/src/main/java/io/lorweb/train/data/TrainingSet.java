package io.lorweb.train.data;

import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import io.lorweb.image.PictureSize;
import io.lorweb.image.ProfileNote;
import io.lorweb.image.Size;
import io.lorweb.train.recipe.DataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everything that a recipe trains on. An item is one entry of one data set at one resolution; its
 * bucket is known from the start, its pixels are read when it is drawn. Immutable; safe for several
 * threads.
 */
public final class TrainingSet {

  /**
   * @param partners indices of all items of the same task and copy, for pairs; else empty
   */
  private record Item(
      Entry entry, DataSource data, Framing framing, Bucket bucket, List<Integer> partners) {}

  /**
   * Which pictures a draw has and how they are cut and turned: what is alike here is encoded alike.
   *
   * @param grid whether the pictures are encoded as one
   */
  record Cut(Entry entry, Size target, boolean grid, boolean reversed, boolean flipped) {}

  private final List<Item> items;
  private final List<String> notes;

  private TrainingSet(List<Item> items, List<String> notes) {
    this.items = List.copyOf(items);
    this.notes = List.copyOf(notes);
  }

  /**
   * Finds all items and their sizes, from the pictures' headers.
   *
   * @param layout how analogies enter the flow model where a data set does not say it
   * @param multiple pixels that one token covers
   * @throws InputException for the first thing that is missing, unreadable or too small
   */
  public static TrainingSet open(List<DataSource> data, Layout layout, int multiple) {
    List<Item> items = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (DataSource one : data) {
      List<Entry> entries = LearnedEntries.of(one.source(), notes);
      List<Size> sizes = entries.stream().map(TrainingSet::size).toList();
      DataNotes.of(entries).ifPresent(notes::add);
      DataNotes.shrunk(one, sizes).ifPresent(notes::add);
      add(one, entries, sizes, layout, multiple, items);
    }
    if (items.isEmpty()) {
      throw new InputException("the recipe has no data; add at least one dataset");
    }
    return new TrainingSet(items, notes);
  }

  /**
   * The entries that {@code split} names in the manifests of {@code data}, whatever split is
   * trained on.
   *
   * @throws InputException when there are none, or when they are trained on
   */
  public static TrainingSet heldOut(
      List<DataSource> data, String split, Layout layout, int multiple) {
    List<Item> items = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (DataSource one : data) {
      List<Entry> entries = HeldOutEntries.of(one.source(), split, notes);
      List<Size> sizes = entries.stream().map(TrainingSet::size).toList();
      add(one, entries, sizes, layout, multiple, items);
    }
    if (items.isEmpty()) {
      throw InputException.of(
          "validate.split is '%s' but no manifest of the data has entries of that split that can be"
              + " used",
          split);
    }
    return new TrainingSet(items, notes);
  }

  private static void add(
      DataSource data,
      List<Entry> entries,
      List<Size> sizes,
      Layout layout,
      int multiple,
      List<Item> items) {
    for (int resolution : data.resolutions()) {
      Framing framing = Framing.of(data, resolution, data.layout().orElse(layout), multiple);
      List<Bucket> buckets =
          IntStream.range(0, sizes.size())
              .mapToObj(i -> bucket(framing, entries.get(i), sizes.get(i)))
              .toList();
      for (int repeat = 0; repeat < data.repeats(); repeat++) {
        List<List<Integer>> partners = partners(entries, items.size());
        for (int i = 0; i < entries.size(); i++) {
          items.add(new Item(entries.get(i), data, framing, buckets.get(i), partners.get(i)));
        }
      }
    }
  }

  /** The answer's size; that the other files are there is all that is asked now. */
  private static Size size(Entry entry) {
    try {
      for (Path file : entry.files()) {
        if (!Files.isRegularFile(file)) {
          throw InputException.of(
              "%s: the picture %s does not exist; put it there or remove the entry",
              entry.id(), file);
        }
      }
      return PictureSize.of(
          entry
              .answer()
              .orElseThrow(
                  () ->
                      InputException.of(
                          "%s: 'b2' is missing; without the true b' an analogy can be used in an"
                              + " evaluation but not in training: add b2 or remove the entry",
                          entry.id())));
    } catch (InputException e) {
      throw CheckHint.check(e);
    }
  }

  private static Bucket bucket(Framing framing, Entry entry, Size answer) {
    try {
      return new Bucket(framing.bucket(answer), framing.layout());
    } catch (InputException e) {
      throw CheckHint.check(
          new InputException(entry.answer().orElseThrow() + ": " + e.getMessage(), e));
    }
  }

  /** For each entry the indices of its task's pairs, when they begin at {@code first}. */
  private static List<List<Integer>> partners(List<Entry> entries, int first) {
    Map<String, List<Integer>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Entry.Pair pair) {
        tasks.computeIfAbsent(pair.labels().task(), t -> new ArrayList<>()).add(first + i);
      }
    }
    tasks.forEach(
        (task, indices) -> {
          if (indices.size() == 1) {
            throw CheckHint.check(
                InputException.of(
                    "the task '%s' has one pair only (%s); an analogy needs two of the same edit:"
                        + " add one or remove it",
                    task, entries.get(indices.get(0) - first).id()));
          }
        });
    List<List<Integer>> partners = new ArrayList<>();
    for (Entry entry : entries) {
      partners.add(entry instanceof Entry.Pair pair ? tasks.get(pair.labels().task()) : List.of());
    }
    return partners;
  }

  /** What the user should know about the data, in sentences. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Names, captions, sizes and order of everything, and how it is read: a run that goes on with
   * other data takes other examples.
   *
   * @throws InputException when a picture with a profile is damaged
   */
  public DataIdentity identity() {
    List<Path> converted =
        items.stream()
            .filter(item -> !item.framing().reference())
            .flatMap(item -> item.entry().files().stream())
            .distinct()
            .filter(ProfileNote::converts)
            .toList();
    String stored = fingerprint(List.of());
    return converted.isEmpty()
        ? DataIdentity.plain(stored)
        : new DataIdentity(fingerprint(converted), stored, converted);
  }

  private String fingerprint(List<Path> converted) {
    MessageDigest digest = Hash.sha256();
    for (Item item : items) {
      Entry entry = item.entry();
      StringBuilder line = new StringBuilder(entry.id()).append('\0').append(entry.labels());
      entry
          .files()
          .forEach(
              file -> line.append('\0').append(file.getFileName()).append(' ').append(bytes(file)));
      digest.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    converted.forEach(
        file ->
            digest.update(
                ("converted\0" + file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8)));
    return Hash.shortHex(digest);
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** How many items there are; each comes once in an epoch. */
  public int size() {
    return items.size();
  }

  /** Items of one bucket fit into one batch. */
  public Bucket bucket(int item) {
    return items.get(item).bucket();
  }

  /** What messages call an item. */
  public String id(int item) {
    return items.get(item).entry().id();
  }

  /** Leaves to {@code random} what the item's data set leaves to chance. */
  public Draw draw(int item, Random random) {
    DataSource data = items.get(item).data();
    // All numbers are drawn always: whether one of them matters does not change the others.
    int other = random.nextInt(Integer.MAX_VALUE);
    boolean reversed = random.nextDouble() < data.reverse();
    boolean flipped = random.nextBoolean() && data.flipX();
    boolean captioned = random.nextDouble() >= data.captionDropout();
    return new Draw(item, partner(item, other), reversed, flipped, captioned);
  }

  /**
   * The item as it stands: captioned if it ever is, not reversed, not mirrored, shown by its next
   * partner.
   */
  public Draw plain(int item) {
    return plain(item, 0);
  }

  /** The same, shown by another partner for each {@code turn}. */
  public Draw plain(int item, int turn) {
    return new Draw(item, partner(item, turn), false, false, captioned(items.get(item).data()));
  }

  private static boolean captioned(DataSource data) {
    return data.captionDropout() < 1;
  }

  /** What of a draw is encoded. */
  Cut cut(Draw draw) {
    Item item = items.get(draw.item());
    Bucket bucket = item.bucket();
    return new Cut(
        item.entry(),
        bucket.target(),
        bucket.layout() == Layout.GRID,
        draw.reversed(),
        draw.flipped());
  }

  /** Every way in which the item's pictures may be turned, each shown by its next partner. */
  List<Draw> variants(int item) {
    DataSource data = items.get(item).data();
    List<Draw> draws = new ArrayList<>();
    for (boolean reversed : new boolean[] {false, true}) {
      for (boolean flipped : new boolean[] {false, true}) {
        boolean possible = reversed ? data.reverse() > 0 : data.reverse() < 1;
        if (possible && (data.flipX() || !flipped)) {
          draws.add(new Draw(item, partner(item, 0), reversed, flipped, captioned(data)));
        }
      }
    }
    return draws;
  }

  /** The {@code other}-th of the other pairs of the task, counted in a circle; -1 without any. */
  private int partner(int item, int other) {
    List<Integer> partners = items.get(item).partners();
    if (partners.isEmpty()) {
      return -1;
    }
    int own = Collections.binarySearch(partners, item);
    return partners.get((own + 1 + other % (partners.size() - 1)) % partners.size());
  }

  /** The instruction that goes with a draw; "" without one. */
  public String caption(Draw draw) {
    Item item = items.get(draw.item());
    Entry.Labels labels = item.entry().labels();
    if (!draw.captioned()) {
      return "";
    }
    if (draw.reversed()) {
      return labels.reversePrompt();
    }
    return labels.prompt().isEmpty() ? item.data().defaultCaption() : labels.prompt();
  }

  /** Every caption that may be drawn. */
  public Set<String> captions() {
    Set<String> captions = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      variants(i).forEach(draw -> captions.add(caption(draw)));
      if (items.get(i).data().captionDropout() > 0) {
        captions.add("");
      }
    }
    return captions;
  }

  /** The task of an item: entries of one task show the same edit. */
  public String task(int item) {
    return items.get(item).entry().labels().task();
  }

  /**
   * Reads the edited picture of a draw, before and after, without a demonstration.
   *
   * @throws InputException when one of them is damaged
   */
  public EditedPicture edit(Draw draw) {
    Item item = items.get(draw.item());
    AnalogyPictures shown = AnalogyPictures.edit(item.entry(), item.framing().reference());
    shown = draw.reversed() ? shown.reversed() : shown;
    shown = draw.flipped() ? shown.mirrored() : shown;
    return new EditedPicture(
        item.framing().alone(shown.b(), item.bucket().target()),
        item.framing().alone(shown.b2(), item.bucket().target()));
  }

  /**
   * Reads and lays out the pictures of a draw.
   *
   * @throws InputException when one of them is damaged
   */
  public Example example(Draw draw) {
    Item item = items.get(draw.item());
    Optional<Entry.Pair> demonstration =
        draw.demonstration() < 0
            ? Optional.empty()
            : Optional.of((Entry.Pair) items.get(draw.demonstration()).entry());
    Framing framing = item.framing();
    AnalogyPictures shown = AnalogyPictures.read(item.entry(), demonstration, framing.reference());
    shown = draw.reversed() ? shown.reversed() : shown;
    shown = draw.flipped() ? shown.mirrored() : shown;
    boolean recurring = demonstration.isEmpty() || framing.layout() != Layout.GRID;
    return framing.example(
        item.entry().id(), shown, item.bucket().target(), caption(draw), recurring);
  }
}
