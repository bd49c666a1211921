package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents named in comments, messages and pages exist: every {@code docs/...} path in sources,
 * configurations and Markdown, every relative link in Markdown, and the heading that a link points
 * to.
 */
class CitationsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath();

  /** Folders of the root that runs leave behind (.gitignore). */
  private static final Set<String> PASSED_OVER = Set.of("data", "runs", "output");

  /** A path below docs/, or one below spec/ that stands by itself. */
  private static final Pattern CITED =
      Pattern.compile("(?<![\\w./-])(?:\\.\\./)*((?:docs|spec)/[\\w./-]*[\\w-])");

  /** {@code [text](target)}, and {@code ![text](target)}. */
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  @ParameterizedTest
  @ValueSource(strings = {".java", ".txt", ".yaml", ".xml", ".py"})
  void documentsNamedInSourcesExist(String ending) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : files(ending)) {
      // A path may be broken over two lines of a comment.
      String text = Files.readString(ROOT.resolve(file)).replaceAll("/\\s*\\n\\s*\\*\\s*", "/");
      cited(text).stream()
          .filter(path -> !Files.exists(ROOT.resolve(path)))
          .forEach(path -> broken.add(file + " names " + path));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void documentsNamedInMarkdownExist() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : files(".md")) {
      cited(withoutLinks(Files.readString(ROOT.resolve(file)))).stream()
          .filter(path -> !Files.exists(ROOT.resolve(path)))
          .forEach(path -> broken.add(file + " names " + path));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void linksInMarkdownLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    Map<Path, Set<String>> headings = new HashMap<>();
    for (Path file : files(".md")) {
      Matcher links = LINK.matcher(withoutCode(Files.readString(ROOT.resolve(file))));
      while (links.find()) {
        String link = links.group(1);
        if (link.matches("[a-z]+:.*")) {
          continue;
        }
        int hash = link.indexOf('#');
        String name = hash < 0 ? link : link.substring(0, hash);
        Path target = name.isEmpty() ? file : file.resolveSibling(name).normalize();
        if (!Files.exists(ROOT.resolve(target))) {
          broken.add(file + " links to " + link + ", which does not exist");
        } else if (hash >= 0 && !headings(target, headings).contains(link.substring(hash + 1))) {
          broken.add(file + " links to " + link + ", but there is no such heading");
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void bothKindsOfFilesAreFound() throws IOException {
    assertThat(files(".md")).contains(Path.of("README.md"), Path.of("docs", "ARCHITECTURE.md"));
    assertThat(files(".java")).hasSizeGreaterThan(500);
    assertThat(cited("see docs/spec/LORWEB.md, section 2.2, and ../docs/apply.md"))
        .containsExactly("docs/apply.md", "docs/spec/LORWEB.md");
    // In two parts, because this file is read, too.
    String without = "spec" + "/LORWEB.md";
    assertThat(cited("see " + without + " without its folder")).containsExactly(without);
  }

  private static Set<String> cited(String text) {
    Set<String> paths = new TreeSet<>();
    Matcher matcher = CITED.matcher(text);
    while (matcher.find()) {
      paths.add(matcher.group(1));
    }
    return paths;
  }

  private static Set<String> headings(Path file, Map<Path, Set<String>> known) throws IOException {
    if (!known.containsKey(file)) {
      Set<String> anchors = new TreeSet<>();
      Matcher matcher = HEADING.matcher(withoutCode(Files.readString(ROOT.resolve(file))));
      while (matcher.find()) {
        anchors.add(anchor(matcher.group(1)));
      }
      known.put(file, anchors);
    }
    return known.get(file);
  }

  /** As GitHub makes it: lower case, spaces to hyphens, without other punctuation. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static String withoutCode(String markdown) {
    return markdown.replaceAll("(?ms)^```.*?^```", "");
  }

  /** Links are relative to their page and have a test of their own. */
  private static String withoutLinks(String markdown) {
    return LINK.matcher(markdown).replaceAll("[]");
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isPassedOver(ROOT.relativize(folder))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              found.add(ROOT.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** Build results, hidden folders, and what runs leave in the root. */
  private static boolean isPassedOver(Path folder) {
    String name = folder.getFileName().toString();
    return name.equals("target")
        || name.startsWith(".")
        || (folder.getNameCount() == 1 && PASSED_OVER.contains(name));
  }
}
