package dev.setpoint.target.docker.draft;

import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.draft.Sketch;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who else looks after a container, network or volume. */
final class Foreign {
  private static final String COMPOSE = "com.docker.compose.";
  private static final Pattern POD_INFRA = Pattern.compile("[0-9a-f]{12}-infra");

  /** Labels that others write for themselves; a new object would get them from whoever makes it. */
  private static final Pattern GENERATED =
      Pattern.compile(
          "com\\.docker\\.compose\\..*|desktop\\.docker\\.io/.*|io\\.podman\\.compose\\..*"
              + "|io\\.podman\\.annotations\\..*|PODMAN_SYSTEMD_UNIT|dev\\.setpoint\\..*"
              + "|io\\.buildah\\.version");

  private Foreign() {}

  /** Why nobody but its owner should hold a container. */
  static Optional<String> container(LiveView view) {
    Map<String, String> labels = view.labels();
    Optional<String> owner = byLabels(labels);
    if (owner.isPresent()) {
      return owner;
    }
    if (POD_INFRA.matcher(view.name()).matches() || labels.containsKey("io.podman.pod")) {
      return Optional.of("it belongs to a pod of Podman, which no manifest describes");
    }
    String status = view.inspect().path("State").path("Status").asText();
    return switch (status) {
      case "paused" ->
          Optional.of("it is paused, which no manifest says; let it go on, then run this again");
      case "removing", "dead" -> Optional.of("it is being removed");
      default -> {
        if (view.host().path("AutoRemove").asBoolean()) {
          yield Optional.of(
              "it was made with --rm, so that it is gone when it ends; make it without");
        }
        String mode = view.host().path("NetworkMode").asText();
        yield mode.startsWith("container:")
            ? Optional.of("it shares the network of another container, which no manifest says")
            : Optional.empty();
      }
    };
  }

  /** Why nobody but its owner should hold anything with these labels. */
  static Optional<String> byLabels(Map<String, String> labels) {
    if (labels.containsKey(OwnerLabels.OWNER)) {
      return Optional.of(
          "it belongs to installation %s of Setpoint already"
              .formatted(labels.get(OwnerLabels.OWNER)));
    }
    if (labels.containsKey("io.kubernetes.pod.name")) {
      return Optional.of("Kubernetes holds it");
    }
    if (labels.keySet().stream().anyMatch(key -> key.startsWith("com.docker.swarm."))) {
      return Optional.of("a swarm holds it");
    }
    return Optional.empty();
  }

  static boolean isGenerated(String label) {
    return GENERATED.matcher(label).matches();
  }

  /** Says who else would change it. */
  static void note(LiveView view, Sketch sketch) {
    note(view.labels(), sketch);
    String unit = view.labels().getOrDefault("PODMAN_SYSTEMD_UNIT", "");
    if (!unit.isEmpty()) {
      sketch.note(
          "The unit %s starts it too; disable the unit once git holds the container."
              .formatted(unit));
    }
  }

  static void note(Map<String, String> labels, Sketch sketch) {
    String project = labels.getOrDefault(COMPOSE + "project", "");
    if (!project.isEmpty()) {
      sketch.note(
          "The compose project %s holds it too; once git does, do not run compose on it any more."
              .formatted(project));
    }
  }
}
