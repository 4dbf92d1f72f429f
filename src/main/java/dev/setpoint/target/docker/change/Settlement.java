package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.look.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings what an interrupted correction left into one clean state: the successor stays when it gets
 * ready under the name, else the predecessor comes back; what was renamed by hand gets its name
 * again. Can itself be interrupted anywhere and be done again. Never touches what is not ours, and
 * no volume.
 */
final class Settlement {
  private final ContainerJob job;

  Settlement(ContainerJob job) {
    this.job = job;
  }

  /**
   * Settles.
   *
   * @param object the one object that stands under the name afterwards, or null when none is left
   * @param steps what was done, for people
   */
  record Result(@Nullable EngineObject object, List<String> steps) {}

  Result settle() {
    var steps = new ArrayList<String>();
    Optional<JsonNode> main = job.find(job.name());
    if (main.isPresent() && !job.isOurs(main.get())) {
      throw job.failure(
          FailureReason.CONFLICTING,
          "a container that is not ours took the name " + job.name(),
          "rename or remove it");
    }
    steps.addAll(removeHalfMade());
    Optional<JsonNode> old = predecessor();
    Optional<JsonNode> kept = old.isPresent() ? choose(main, old.get(), steps) : main;
    if (kept.isEmpty()) {
      kept = renamedByHand(steps);
    }
    asideDuplicates(kept, steps);
    kept.ifPresent(container -> start(container, steps));
    return new Result(kept.map(ContainerJob::object).orElse(null), steps);
  }

  private Optional<JsonNode> choose(Optional<JsonNode> main, JsonNode old, List<String> steps) {
    if (main.isPresent() && isProven(main.get())) {
      remove(old, "replaced", steps);
      return main;
    }
    main.ifPresent(unproven -> remove(unproven, "unproven", steps));
    return Optional.of(rename(old, steps));
  }

  /** Becomes ready, as it would have had to before the interruption: the old one waits for that. */
  private boolean isProven(JsonNode main) {
    if (!ContainerJob.isRunning(main)) {
      return isDone(main);
    }
    job.step("waiting for " + job.name() + ", which an interruption left unproven");
    return new Readiness(job).await(main.path("Id").asText()).isEmpty();
  }

  /** A one-shot that has exited well needs not run any more. */
  private boolean isDone(JsonNode inspect) {
    return job.spec().oneShot()
        && inspect.path("State").path("Status").asText().equals("exited")
        && inspect.path("State").path("ExitCode").asInt() == 0;
  }

  /** Removes what was made and never in service, and says what that was. */
  List<String> removeHalfMade() {
    var steps = new ArrayList<String>();
    ours(summary ->
            Names.isIncoming(
                summary.name(),
                job.name(),
                summary.labels().getOrDefault(OwnerLabels.OPERATION, "")))
        .forEach(half -> remove(half, "begun", steps));
    return steps;
  }

  /** A further one is set aside with the strays. */
  private Optional<JsonNode> predecessor() {
    return ours(summary -> Names.isOutgoing(summary.name(), job.name())).stream().findFirst();
  }

  private List<JsonNode> ours(Predicate<ContainerSummary> which) {
    return job.engine().containers().stream()
        .filter(which)
        .flatMap(summary -> job.find(summary.id()).stream())
        .filter(job::isOurs)
        .toList();
  }

  private void remove(JsonNode container, String what, List<String> steps) {
    job.engine().stop(container.path("Id").asText(), job.grace());
    job.engine().remove(container.path("Id").asText());
    steps.add("removed the " + what + " " + ContainerJob.nameOf(container));
  }

  private JsonNode rename(JsonNode container, List<String> steps) {
    String id = container.path("Id").asText();
    job.engine().rename(id, job.name());
    steps.add("renamed " + ContainerJob.nameOf(container) + " back");
    return job.engine().container(id);
  }

  private void start(JsonNode container, List<String> steps) {
    if (job.shouldRun() && !ContainerJob.isRunning(container) && !isDone(container)) {
      job.engine().start(container.path("Id").asText());
      steps.add("started " + job.name());
    }
  }

  private Optional<JsonNode> renamedByHand(List<String> steps) {
    return strays().stream()
        .findFirst()
        .flatMap(stray -> job.find(stray.id()))
        .map(stray -> rename(stray, steps));
  }

  /** A second object of ours beside the one under the name: nobody knows why, so it is kept. */
  private void asideDuplicates(Optional<JsonNode> kept, List<String> steps) {
    if (kept.isEmpty()) {
      return;
    }
    int number = 0;
    for (ContainerSummary stray : strays()) {
      if (!stray.id().equals(kept.get().path("Id").asText())) {
        number++;
        String aside = Names.aside(job.name(), job.request().operation() + "-" + number);
        job.engine().stop(stray.id(), job.grace());
        job.engine().rename(stray.id(), aside);
        steps.add("set " + stray.name() + " aside as " + aside);
      }
    }
  }

  private List<ContainerSummary> strays() {
    return job.engine().containers().stream()
        .filter(summary -> !Names.isAside(summary.name()) && !summary.name().equals(job.name()))
        .filter(summary ->
            OwnerLabels.read(summary.labels())
                .filter(mark -> mark.resource().equals(job.id()))
                .isPresent())
        .filter(summary -> job.find(summary.id()).filter(job::isOurs).isPresent())
        .toList();
  }
}
