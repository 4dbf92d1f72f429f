package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Makes a container anew without what it wrote. Without volumes to empty the old one waits until
 * the new one is ready; an engine lets go of a volume only when no container has it, so with them
 * the old one is removed first, after all that can fail was looked at.
 */
record Resetting(ContainerJob job) {
  Outcome apply(EngineObject object, SortedSet<ResourceId> wipe) {
    if (wipe.isEmpty()) {
      return new Replacement(job).apply(object, false);
    }
    new Preflight(job).check();
    new Settlement(job).settle();
    JsonNode old =
        job.find(object.engineId())
            .orElseThrow(() ->
                job.failure(
                    FailureReason.STATE_UNKNOWN,
                    "the container went away after it was looked at",
                    "nothing: the next look decides anew"));
    List<JsonNode> volumes = volumes(wipe);
    mustBeAlone(old, wipe);
    job.step("stopping " + job.name());
    job.engine().stop(object.engineId(), job.grace());
    job.engine().remove(object.engineId());
    String names = wipe.stream().map(ResourceId::toString).collect(Collectors.joining(", "));
    job.step("emptying " + names);
    for (JsonNode volume : volumes) {
      job.engine().removeVolume(volume.path("Name").asText());
      job.engine().createVolume(body(volume));
    }
    Outcome made = new Creation(job).apply(null);
    return made instanceof Outcome.Corrected(var now, _)
        ? new Outcome.Corrected(now, "reset, with empty " + names)
        : made;
  }

  private List<JsonNode> volumes(SortedSet<ResourceId> wipe) {
    var found = new ArrayList<JsonNode>();
    for (ResourceId id : wipe) {
      JsonNode volume =
          job.engine().volumes().stream()
              .filter(each -> each.path("Name").asText().equals(id.name()))
              .findFirst()
              .orElseThrow(() ->
                  job.failure(
                      FailureReason.VOLUME_MISSING, "there is no " + id, "nothing: it is made"));
      boolean ours =
          OwnerLabels.read(LiveContainer.labelsIn(volume))
              .filter(job.ground().identity()::owns)
              .filter(mark -> mark.resource().equals(id))
              .isPresent();
      if (!ours) {
        throw job.failure(
            FailureReason.NOT_PROVABLY_OURS, id + " does not carry our mark", "wipe it by hand");
      }
      found.add(volume);
    }
    return found;
  }

  /** Also a container that nobody declared keeps a volume from being removed. */
  private void mustBeAlone(JsonNode old, SortedSet<ResourceId> wipe) {
    for (var summary : job.engine().containers()) {
      if (summary.id().equals(old.path("Id").asText())) {
        continue;
      }
      job.find(summary.id())
          .ifPresent(other ->
              other
                  .path("Mounts")
                  .forEach(mount -> {
                    String name = mount.path("Name").asText("");
                    if (wipe.contains(ResourceId.volume(name.isEmpty() ? "-" : name))) {
                      throw job.failure(
                          FailureReason.NEEDS_HUMAN,
                          "the container %s also uses volume/%s".formatted(summary.name(), name),
                          "remove it, or wipe the volume by hand");
                    }
                  }));
    }
  }

  private static ObjectNode body(JsonNode volume) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Name", volume.path("Name").asText());
    body.put("Driver", volume.path("Driver").asText("local"));
    if (volume.path("Labels").isObject()) {
      body.set("Labels", volume.path("Labels").deepCopy());
    }
    if (volume.path("Options").isObject()) {
      body.set("DriverOpts", volume.path("Options").deepCopy());
    }
    return body;
  }
}
