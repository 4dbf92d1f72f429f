package dev.setpoint.manifest.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A YAML block of the documentation. A block that is no whole manifest says so: {@code ```yaml
 * fragment}.
 *
 * @param page the page it stands in
 * @param line line of its first line
 */
record DocumentedYaml(Path page, int line, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^```ya?ml *\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  static List<DocumentedYaml> all() throws IOException {
    var blocks = new ArrayList<DocumentedYaml>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      Matcher matcher = BLOCK.matcher(text);
      while (matcher.find()) {
        int line = (int) text.substring(0, matcher.start(1)).lines().count() + 1;
        blocks.add(new DocumentedYaml(page, line, matcher.group(1)));
      }
    }
    return blocks;
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    Path readme = Path.of("README.md");
    if (Files.exists(readme)) {
      pages.add(readme);
    }
    return pages;
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }
}
