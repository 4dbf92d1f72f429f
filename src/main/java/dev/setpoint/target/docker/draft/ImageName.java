package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.draft.Sketch;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the image of a container is named so that the name means the very image that it runs. */
final class ImageName {
  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{12,64}");

  private ImageName() {}

  static Optional<String> of(LiveView view, Sketch sketch) {
    String made = view.config().path("Image").asText();
    String running = view.inspect().path("Image").asText();
    boolean isName = !made.isEmpty() && !ID.matcher(made).matches();
    if (isName && view.named().equals(running)) {
      return Optional.of(made);
    }
    Optional<String> tag = first(view.image().path("RepoTags"));
    Optional<String> digest = first(view.image().path("RepoDigests"));
    if (!isName) {
      return tag.or(() -> digest);
    }
    if (view.named().isEmpty()) {
      sketch.note(
          "The engine no longer has %s: a replacement would have to fetch it first."
              .formatted(made));
      return Optional.of(made);
    }
    if (digest.isPresent()) {
      sketch.note("%s means another image by now; this is the one that runs.".formatted(made));
      return digest;
    }
    tag.ifPresentOrElse(
        other -> sketch.note("%s means another image by now.".formatted(made)),
        () ->
            sketch.lost(
                "the image that runs, %s; %s means another one by now"
                    .formatted(ContainerDraft.shortId(running), made)));
    return tag.or(() -> Optional.of(made));
  }

  private static Optional<String> first(JsonNode names) {
    return LiveView.words(names).stream()
        .filter(name -> !name.contains("<none>"))
        .sorted()
        .findFirst();
  }
}
