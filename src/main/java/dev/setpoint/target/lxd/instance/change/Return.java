package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.Comparator;
import java.util.Optional;

/**
 * Brings the former instance back in the place of the one in service, because a person asked for
 * it. From the first write on the former one is marked as returning: whatever interrupts it, {@link
 * Settlement} goes on with it.
 */
final class Return {
  private final Job job;
  private final Succession succession;
  private final EntityPath left;
  private final EntityPath away;

  Return(Job job) {
    this.job = job;
    this.succession = new Succession(job);
    this.left = job.path().withName(job.beside(Succession.OLD));
    this.away = job.path().withName(job.beside(Succession.OLD + "r"));
  }

  Outcome apply() {
    Optional<JsonNode> former = former();
    if (former.isEmpty()) {
      return new Outcome.Skipped(
          FailureReason.NO_WAY_BACK,
          ("%s has no former one on %s: none was replaced within the time that its swap keeps one;"
                  + " revert the commit in git instead")
              .formatted(job.id(), job.ground().identity().target()));
    }
    holder()
        .filter(json -> !job.isOurs(json))
        .ifPresent(_ -> {
          throw job.failure(
              FailureReason.CONFLICTING,
              "an instance that is not ours took the name " + job.name(),
              "rename or remove it");
        });
    EntityPath returning = job.path().withName(former.get().path("name").asText());
    role(returning, Role.RETURNING);
    return finish(returning);
  }

  /** The one that was left last. */
  private Optional<JsonNode> former() {
    return job.server().list(EntityType.INSTANCE, job.project()).stream()
        .filter(job::isOurs)
        .filter(each -> Marking.role(each.path("config")) == Role.FALLBACK)
        .filter(each -> !each.path("name").asText().equals(job.name()))
        .filter(each -> !Marks.isOver(each.path("config"), job.ground().clock().instant()))
        .max(Comparator.comparing(each -> each.path("config").path(Marks.UNTIL).asText("")));
  }

  private Optional<JsonNode> holder() {
    return job.server().find(job.path()).map(Entity::json);
  }

  /** Goes on with one that is on its way back, from wherever it is. */
  Outcome finish(EntityPath returning) {
    Optional<String> why;
    try {
      exchange(returning);
      why = succession.proveAgain();
    } catch (LxdException | ChangeFailure e) {
      goForward(returning);
      throw e;
    }
    if (why.isPresent()) {
      goForward(returning);
      return new Outcome.Failed(
          FailureReason.NOT_HEALTHY,
          "%s of %s failed: the former one did not come up: %s; the one before runs again"
              .formatted(job.correction().verb(), job.id(), why.get()),
          false,
          holder().map(Job::object).orElse(null));
    }
    succession.serve();
    Optional<EntityPath> other = predecessor();
    other.ifPresent(succession::keep);
    return new Outcome.Corrected(
        Job.object(job.server().get(job.path()).json()),
        "the former one is back"
            + other.map(path -> ", the one that was left is kept as " + path.name()).orElse(""));
  }

  /** From the stop of the one to the start of the other nothing runs. */
  private void exchange(EntityPath returning) {
    var lending = new Lending(job.ground());
    if (!returning.equals(job.path())) {
      if (holder().isPresent()) {
        job.step("stopping " + job.name());
        handOver(lending);
        rename(job.path(), left);
      }
      rename(returning, job.path());
    }
    lending.giveBack(job.path());
  }

  /** Stops what has the name and takes from it what only one can have. */
  private void handOver(Lending lending) {
    lending.announce(job.path());
    Power.of(job.ground()).stop(job.path());
    lending.give(job.path());
  }

  private void rename(EntityPath from, EntityPath to) {
    Busy.wait(job.ground(), () -> job.server().rename(from, to.name()));
  }

  private Optional<EntityPath> predecessor() {
    return job.server().list(EntityType.INSTANCE, job.project()).stream()
        .filter(job::isOurs)
        .filter(each -> each.path("name").asText().startsWith(job.name() + Succession.OLD))
        .filter(each -> Marking.role(each.path("config")) == Role.ITSELF)
        .map(each -> job.path().withName(each.path("name").asText()))
        .findFirst();
  }

  /** The former one does not work: the one that was to be left goes on, if there is one. */
  private void goForward(EntityPath returning) {
    job.step("the one before goes on as " + job.name());
    boolean isUnderTheName =
        holder().filter(json -> Marking.role(json.path("config")) == Role.RETURNING).isPresent();
    if (!isUnderTheName) {
      role(returning, Role.FALLBACK);
      if (holder().filter(job::isOurs).isPresent()) {
        succession.comeBack(job.path());
      } else {
        predecessor().ifPresent(succession::comeBack);
      }
      return;
    }
    if (predecessor().isEmpty()) {
      succession.serve(); // better than nothing under the name
      return;
    }
    role(job.path(), Role.FALLBACK);
    retreat();
  }

  /** One that failed under the name makes room for the one before. */
  void retreat() {
    handOver(new Lending(job.ground()));
    rename(job.path(), away);
    predecessor().ifPresent(succession::comeBack);
  }

  private void role(EntityPath path, Role role) {
    Writing.of(job.ground())
        .write(
            path,
            body -> {
              ObjectNode config = Writing.object(body, "config");
              config.put(Marks.ROLE, Marks.word(role));
            });
  }
}
