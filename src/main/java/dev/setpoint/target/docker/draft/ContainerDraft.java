package dev.setpoint.target.docker.draft;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import java.util.Optional;

/** Drafts a container. */
final class ContainerDraft {
  private ContainerDraft() {}

  static Draft of(LiveView view) {
    Optional<String> foreign = Foreign.container(view);
    if (foreign.isPresent()) {
      return new LeftOut(ResourceKind.CONTAINER, view.name(), foreign.get());
    }
    var sketch = new Sketch(ResourceKind.CONTAINER, view.name());
    Optional<String> image = ImageName.of(view, sketch);
    if (image.isEmpty()) {
      return new LeftOut(
          ResourceKind.CONTAINER,
          view.name(),
          "its image has no name any more, so that nothing could make it again; name the image"
              + " (tag %s NAME:TAG) and make the container from that name"
                  .formatted(shortId(view.inspect().path("Image").asText())));
    }
    sketch.text("image", image.get());
    ProcessDraft.write(view, sketch);
    NetworkingDraft.write(view, sketch);
    StorageDraft.write(view, sketch);
    LimitsDraft.write(view, sketch);
    SecurityDraft.write(view, sketch);
    LifecycleDraft.write(view, sketch);
    Unsaid.note(view, sketch);
    Foreign.note(view, sketch);
    return sketch.done();
  }

  static String shortId(String id) {
    String hex = id.substring(id.indexOf(':') + 1);
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
