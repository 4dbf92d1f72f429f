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

/** Reads one document that was sent as text, by the rules for those in files. */
final class DocumentReading {
  private static final int MAX_PATH_CHARS = 4_096;

  private DocumentReading() {}

  static ReadDocument read(String json, Origin origin) {
    if (!isOfAFile(origin)) {
      return new ReadDocument.Refused(
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
    if (text.documents().isEmpty()) {
      return new ReadDocument.Refused(text.problems());
    }
    return read(text.documents().getFirst(), new Reading(origin.file()));
  }

  private static ReadDocument read(Node document, Reading reading) {
    Optional<ResourceKind> kind = Kinds.kindOf(document, reading);
    Manifest manifest = kind.isEmpty() ? null : Kinds.shape(kind.get()).read(document, reading);
    return manifest == null
        ? new ReadDocument.Refused(reading.problems())
        : new ReadDocument.Sound(manifest);
  }

  private static boolean isOfAFile(Origin origin) {
    return origin.line() > 0
        && !origin.file().isEmpty()
        && origin.file().length() <= MAX_PATH_CHARS
        && !Visible.hasHidden(origin.file())
        && origin.file().indexOf('\n') < 0;
  }
}
