package io.lorweb.tiny.drawings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What each style draws, joined by Noto's names. Emoji of other vendors bear the same names; those
 * of the 3D package are found by Noto's code points. Phosphor's names stand for themselves.
 */
final class Sources {

  private Sources() {}

  /**
   * All sources of all styles.
   *
   * @param file the package's .tgz by its key
   */
  static Map<Style, SortedMap<String, Source>> read(Function<String, Path> file) {
    Map<Style, SortedMap<String, Source>> all = new EnumMap<>(Style.class);
    IconSet noto = IconSet.read(file.apply("noto"));
    List<String> names = noto.names().stream().filter(Names::wanted).toList();
    all.put(Style.NOTO, vectors(noto, names, name -> name));
    all.put(Style.NOTO_LIGHT, vectors(noto, names, name -> name + "-light-skin-tone"));
    all.put(Style.NOTO_DARK, vectors(noto, names, name -> name + "-dark-skin-tone"));
    all.put(Style.TWEMOJI, vectors(IconSet.read(file.apply("twemoji")), names, name -> name));
    all.put(Style.FLAT, vectors(IconSet.read(file.apply("flat")), names, name -> name));
    all.put(Style.CONTRAST, vectors(IconSet.read(file.apply("contrast")), names, name -> name));
    all.put(Style.THREE_D, webps(file.apply("3d"), names, noto.codePoints()));
    IconSet ph = IconSet.read(file.apply("ph"));
    List<String> icons = icons(ph);
    all.put(Style.PH, vectors(ph, icons, name -> name));
    all.put(Style.PH_BOLD, vectors(ph, icons, name -> name + "-bold"));
    all.put(Style.PH_FILL, vectors(ph, icons, name -> name + "-fill"));
    all.put(Style.PH_THIN, vectors(ph, icons, name -> name + "-thin"));
    return all;
  }

  /** Phosphor icons that exist in all four weights; trademarks are not ours to train on. */
  private static List<String> icons(IconSet ph) {
    return ph.names().stream()
        .filter(name -> !name.contains("logo"))
        .filter(
            name ->
                List.of("-bold", "-fill", "-thin").stream()
                    .allMatch(weight -> ph.svg(name + weight).isPresent()))
        .toList();
  }

  private static SortedMap<String, Source> vectors(
      IconSet set, List<String> names, Function<String, String> inSet) {
    SortedMap<String, Source> sources = new TreeMap<>();
    for (String name : names) {
      Optional<Svg> svg = set.svg(inSet.apply(name));
      svg.ifPresent(found -> sources.put(name, new Source.Vectors(found)));
    }
    return sources;
  }

  private static SortedMap<String, Source> webps(
      Path tarball, List<String> names, Map<String, List<String>> codePoints) {
    Map<String, byte[]> byCodePoints = new HashMap<>();
    Tarball.read(tarball, name -> name.endsWith(".webp"))
        .forEach(
            (path, bytes) -> {
              String points = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
              byCodePoints.putIfAbsent(Names.plain(points), bytes);
            });
    SortedMap<String, Source> sources = new TreeMap<>();
    for (String name : names) {
      codePoints.getOrDefault(name, List.of()).stream()
          .map(points -> byCodePoints.get(Names.plain(points)))
          .filter(bytes -> bytes != null)
          .findFirst()
          .ifPresent(bytes -> sources.put(name, new Source.Webp(bytes)));
    }
    return sources;
  }
}
