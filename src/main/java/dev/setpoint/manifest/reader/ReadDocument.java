package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Kinds;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.Visible;
import dev.setpoint.manifest.yaml.YamlFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of reading the text of one document. */
public sealed interface ReadDocument {
  /** It is sound. */
  record Sound(Manifest manifest) implements ReadDocument {}

  /**
   * It is not, and says nothing.
   *
   * @param problems what is wrong with it
   */
  record Refused(List<Problem> problems) implements ReadDocument {
    public Refused {
      problems = List.copyOf(problems);
    }

    /** One line per problem. */
    @Override
    public String toString() {
      return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
  }

  /**
   * Reads one document as {@code ManifestSet.documentOf} gives it, by the rules for files. What
   * only all manifests together can show is not looked at, and no variable is filled in.
   *
   * @param json the text, which may come from another machine
   * @param origin where the document stands in the repository
   */
  static ReadDocument of(String json, Origin origin) {
    if (!isPlace(origin)) {
      return new Refused(
          List.of(
              new Problem(
                  Visible.quoted(origin.file()),
                  0,
                  0,
                  "the document says no place in the repository",
                  "its path or line cannot be one of a file",
                  "send it again")));
    }
    YamlFile text = YamlFile.ofJson(origin.file(), origin.line(), json);
    return text.documents().isEmpty()
        ? new Refused(text.problems())
        : read(text.documents().getFirst(), new Reading(origin.file()));
  }

  private static ReadDocument read(Node document, Reading reading) {
    Optional<ResourceKind> kind = Kinds.kindOf(document, reading);
    Manifest manifest = kind.isEmpty() ? null : Kinds.shape(kind.get()).read(document, reading);
    return manifest == null ? new Refused(reading.problems()) : new Sound(manifest);
  }

  private static boolean isPlace(Origin origin) {
    int maxPathChars = 4_096;
    return origin.line() > 0
        && !origin.file().isEmpty()
        && origin.file().length() <= maxPathChars
        && !Visible.hasHidden(origin.file())
        && origin.file().indexOf('\n') < 0;
  }
}
