package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.docker.body.ContainerBody;
import dev.setpoint.target.docker.fields.Attachments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes what an engine can change while a container lives: limits, networks, files. */
final class InPlace {
  private static final Set<String> UPDATED = Set.of("resources", "restart");

  private final ContainerJob job;
  private final List<String> steps = new ArrayList<>();

  InPlace(ContainerJob job) {
    this.job = job;
  }

  /** Makes all changes of the correction that can be made in place; the answer says which. */
  String apply(String id) {
    List<FieldDrift> changes = job.correction().due().changes();
    boolean updates = changes.stream().anyMatch(change -> UPDATED.contains(change.group()));
    boolean connects = changes.stream().anyMatch(change -> under("spec.networks", change.path()));
    List<ContainerFile> files =
        job.spec().files().stream()
            .filter(file -> changes.stream().anyMatch(change -> covers(change.path(), file.path())))
            .toList();
    if (updates || connects || !files.isEmpty()) {
      new Preflight(job).policy();
    }
    if (updates) {
      job.step("updating limits of " + job.name());
      job.engine().update(id, job.body().update());
      steps.add("limits updated");
    }
    if (connects) {
      networks(id, changed(changes));
    }
    if (!files.isEmpty()) {
      files(id, files);
    }
    return String.join(", ", steps);
  }

  private static boolean under(String path, String changed) {
    return changed.equals(path) || changed.startsWith(path + ".");
  }

  private static boolean covers(String changed, String file) {
    return changed.equals("spec.files") || changed.equals("spec.files." + file);
  }

  private static Set<String> changed(List<FieldDrift> changes) {
    return changes.stream()
        .map(FieldDrift::path)
        .filter(path -> path.startsWith("spec.networks."))
        .map(path -> path.substring("spec.networks.".length()))
        .collect(Collectors.toSet());
  }

  /** New connections come first, so that the container is never without any. */
  private void networks(String id, Set<String> changed) {
    JsonNode live = job.engine().container(id).path("NetworkSettings").path("Networks");
    var there = new TreeSet<String>();
    live.fieldNames().forEachRemaining(there::add);
    List<Attachment> wanted = Attachments.of(job.spec().networking());
    for (Attachment attachment : wanted) {
      String own = ownName(attachment.name());
      boolean isThere = there.remove(own);
      if (isThere && (changed.contains(attachment.name()) || changed.isEmpty())) {
        job.engine().disconnect(own, id);
        isThere = false;
      }
      if (!isThere) {
        connect(id, own, attachment);
      }
    }
    there.removeAll(Set.of("host", "none"));
    for (String surplus : there) {
      job.engine().disconnect(surplus, id);
      steps.add("taken off " + surplus);
    }
  }

  private void connect(String id, String own, Attachment attachment) {
    job.step("connecting " + job.name() + " to " + attachment.name());
    job.engine().connect(own, ContainerBody.connect(id, attachment));
    steps.add("connected to " + attachment.name());
  }

  private String ownName(String network) {
    return network.equals(Attachments.BRIDGE) ? job.engine().defaultNetwork() : network;
  }

  private void files(String id, List<ContainerFile> files) {
    if (!job.declared().missing().isEmpty()) {
      throw job.failure(
          FailureReason.BAD_SPEC,
          "there is no " + String.join(", no ", job.declared().missing()),
          "add it");
    }
    new Building(job).write(id, files);
    files.forEach(file -> steps.add(file.path() + " written"));
    boolean running = ContainerJob.isRunning(job.engine().container(id));
    files.stream()
        .filter(file -> running && file.onChange() == ContainerFile.OnChange.SIGNAL)
        .map(file -> file.signal() == null ? "SIGHUP" : file.signal())
        .distinct()
        .forEach(signal -> {
          job.engine().kill(id, signal);
          steps.add(signal + " sent");
        });
  }
}
