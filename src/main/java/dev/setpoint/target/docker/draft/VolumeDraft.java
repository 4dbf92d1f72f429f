package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Drafts a volume. */
final class VolumeDraft {
  private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

  private VolumeDraft() {}

  /** Volumes without a name go with the containers that asked for them. */
  static boolean isAnonymous(JsonNode volume) {
    return ANONYMOUS.matcher(volume.path("Name").asText()).matches();
  }

  static Draft of(JsonNode volume) {
    String name = volume.path("Name").asText();
    Map<String, String> labels = LiveContainer.labelsIn(volume);
    Optional<String> foreign = Foreign.byLabels(labels);
    if (foreign.isPresent()) {
      return new LeftOut(ResourceKind.VOLUME, name, foreign.get());
    }
    var sketch = new Sketch(ResourceKind.VOLUME, name);
    String driver = volume.path("Driver").asText();
    if (!driver.equals("local")) {
      sketch.text("driver", driver);
    }
    sketch.texts("options", Labels.options(LiveView.texts(volume.path("Options")), sketch));
    sketch.texts("labels", Labels.own(labels, Map.of(), sketch));
    Foreign.note(labels, sketch);
    return sketch.done();
  }
}
