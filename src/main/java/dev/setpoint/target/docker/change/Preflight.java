package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.Attachments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that can be checked before the first call that changes something. */
final class Preflight {
  private final ContainerJob job;

  Preflight(ContainerJob job) {
    this.job = job;
  }

  /** Checks all, and fetches the image when it is missing. */
  void check() {
    inputs();
    policy();
    files();
    new PortCheck(job).check();
    image();
    networks();
    volumes();
  }

  private void inputs() {
    List<String> missing = job.declared().missing();
    if (!missing.isEmpty()) {
      boolean secret = missing.getFirst().startsWith("secret");
      throw job.failure(
          secret ? FailureReason.SECRET_MISSING : FailureReason.BAD_SPEC,
          "this node has no " + String.join(", no ", missing),
          secret ? "store the secret on the node" : "add the file to the repository");
    }
  }

  /** What this machine never allows is said before the image is fetched. */
  void policy() {
    Permission.ask(job.engine(), job.body(), new Building(job).whole(Map.of()));
  }

  /** Engines write no file into a read-only root, not even before the first start. */
  private void files() {
    if (!job.spec().security().readOnlyRoot()) {
      return;
    }
    job.spec().files().stream()
        .filter(file -> job.spec().mounts().stream().noneMatch(mount -> holds(mount, file.path())))
        .findFirst()
        .ifPresent(file -> {
          throw ChangeFailure.ofSpec(
              FailureReason.NOT_SUPPORTED,
              Failures.failed(
                      FailureReason.NOT_SUPPORTED,
                      job.correction().verb(),
                      job.id(),
                      "no file can be written to " + file.path() + " under a read-only root",
                      "mount a volume there, or leave readOnly out")
                  .message(),
              null);
        });
  }

  private static boolean holds(Mount mount, String path) {
    return path.startsWith(mount.path() + "/") && !(mount instanceof Mount.Tmpfs);
  }

  private void image() {
    String reference = job.spec().image().canonical();
    boolean there = job.engine().image(reference).isPresent();
    if (there && job.spec().pull() != PullPolicy.ALWAYS) {
      return;
    }
    if (job.spec().pull() == PullPolicy.NEVER) {
      throw job.failure(
          FailureReason.IMAGE_MISSING,
          job.ground().identity().target() + " does not have the image " + reference,
          "load it there, or allow pulling");
    }
    pull(reference, there);
  }

  private void pull(String reference, boolean there) {
    try {
      job.step("pulling " + reference);
      job.engine().pull(reference, part -> job.step("pulling " + reference + " (" + part + ")"));
    } catch (EngineException e) {
      if (there) {
        job.step("could not pull " + reference + ", going on with the one that is there");
        return;
      }
      throw job.failure(
          FailureReason.IMAGE_PULL_FAILED,
          "the image " + reference + " cannot be pulled: " + e.getMessage(),
          "check its name, the registry, the way to it and this machine's login there");
    }
  }

  private void networks() {
    List<Attachment> wanted =
        Attachments.of(job.spec().networking()).stream()
            .filter(attachment -> !attachment.name().equals(Attachments.BRIDGE))
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    Set<String> there = names(job.engine().networks());
    for (Attachment attachment : wanted) {
      if (!there.contains(attachment.name())) {
        throw job.failure(
            FailureReason.NETWORK_MISSING,
            "there is no network " + attachment.name(),
            "declare it as a Network, or create it");
      }
    }
  }

  /** An engine would create a missing volume by itself, empty, hiding a wrong name. */
  private void volumes() {
    List<String> wanted =
        job.spec().mounts().stream()
            .flatMap(mount ->
                mount instanceof Mount.Volume(var volume, _, _)
                    ? java.util.stream.Stream.of(volume)
                    : java.util.stream.Stream.empty())
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    Set<String> there = names(job.engine().volumes());
    for (String volume : wanted) {
      if (!there.contains(volume)) {
        throw job.failure(
            FailureReason.VOLUME_MISSING,
            "there is no volume " + volume,
            "declare it as a Volume, or create it");
      }
    }
  }

  private static Set<String> names(List<JsonNode> objects) {
    return objects.stream().map(json -> json.path("Name").asText()).collect(Collectors.toSet());
  }
}
