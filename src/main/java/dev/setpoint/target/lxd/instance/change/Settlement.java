package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings what an interrupted swap left into one clean state: the new one stays when it was proven
 * or proves itself now, else the old one comes back. Can itself be interrupted anywhere and be done
 * again.
 */
final class Settlement {
  private final Job job;
  private final Succession succession;
  private final List<String> steps = new ArrayList<>();

  Settlement(Job job) {
    this.job = job;
    this.succession = new Succession(job);
  }

  Outcome apply() {
    Optional<JsonNode> holder = job.server().find(job.path()).map(Entity::json);
    if (holder.filter(json -> !job.isOurs(json)).isPresent()) {
      throw job.failure(
          FailureReason.CONFLICTING,
          "an instance that is not ours took the name " + job.name(),
          "rename or remove it");
    }
    String trial = holder.map(json -> json.path("config").path(Marks.TRIAL).asText("")).orElse("");
    if (!trial.isEmpty()) {
      return new Trial(job).settle(trial);
    }
    named(Succession.INCOMING).forEach(half -> remove(half, "the half-made "));
    Optional<EntityPath> returning = returning(holder);
    if (returning.isPresent()) {
      return new Return(job).finish(returning.get());
    }
    expired().forEach(former -> remove(former, "the former "));
    List<EntityPath> olds = predecessors();
    if (!olds.isEmpty() && holder.filter(Settlement::isFallback).isPresent()) {
      new Return(job).retreat();
      steps.add("the former one did not come up, and the one before goes on");
    } else if (!olds.isEmpty()) {
      choose(holder, olds.getFirst());
    } else if (holder.isPresent()) {
      tidy(holder.get());
    } else {
      findAgain();
    }
    release();
    return steps.isEmpty()
        ? new Outcome.Unchanged("nothing was left over")
        : new Outcome.Corrected(
            job.server().find(job.path()).map(Entity::json).map(Job::object).orElse(null),
            String.join(", ", steps));
  }

  /** Whether ours is there under another name. */
  boolean hasOne() {
    return !paths(each -> !isFallback(each) && !isNamed(each, Succession.INCOMING)).isEmpty();
  }

  private List<JsonNode> ours(Predicate<JsonNode> which) {
    return job.server().list(EntityType.INSTANCE, job.project()).stream()
        .filter(job::isOurs)
        .filter(each -> !each.path("name").asText().equals(job.name()))
        .filter(which)
        .toList();
  }

  private List<EntityPath> paths(Predicate<JsonNode> which) {
    return ours(which).stream()
        .map(each -> job.path().withName(each.path("name").asText()))
        .toList();
  }

  private List<EntityPath> named(String infix) {
    return paths(each -> isNamed(each, infix));
  }

  private boolean isNamed(JsonNode each, String infix) {
    return each.path("name").asText().startsWith(job.name() + infix);
  }

  private static boolean isFallback(JsonNode each) {
    return Marking.role(each.path("config")) == Role.FALLBACK;
  }

  private List<EntityPath> expired() {
    return paths(each ->
        isFallback(each) && Marks.isOver(each.path("config"), job.ground().clock().instant()));
  }

  /** What a person wanted back, and an interruption left on its way. */
  private Optional<EntityPath> returning(Optional<JsonNode> holder) {
    return holder
        .filter(json -> Marking.role(json.path("config")) == Role.RETURNING)
        .map(_ -> job.path())
        .or(() ->
            paths(each -> Marking.role(each.path("config")) == Role.RETURNING).stream()
                .findFirst());
  }

  private List<EntityPath> predecessors() {
    return paths(each -> isNamed(each, Succession.OLD) && !isFallback(each));
  }

  private void choose(Optional<JsonNode> holder, EntityPath old) {
    boolean onTrial = holder.filter(Settlement::isOnTrial).isPresent();
    if (holder.isPresent() && (!onTrial || succession.prove().isEmpty())) {
      succession.commit(old);
      steps.add("the new one is in service, " + old.name() + " is kept");
      return;
    }
    if (holder.isPresent()) {
      remove(job.path(), "the unproven ");
    }
    succession.comeBack(old);
    steps.add(old.name() + " came back");
  }

  private static boolean isOnTrial(JsonNode instance) {
    return Marking.role(instance.path("config")) == Role.INCOMING;
  }

  /** It stands alone under its name: it is the one, with all that is its own. */
  private void tidy(JsonNode holder) {
    boolean lent = holder.path("config").has(Marks.LENT);
    if (lent) {
      Power.of(job.ground()).stop(job.path());
      succession.comeBack(job.path());
      steps.add("it has again what it had given away");
    }
    if (isOnTrial(holder)) {
      Writing.of(job.ground())
          .write(
              job.path(),
              body -> Writing.object(body, "config").put(Marks.ROLE, Marks.word(Role.ITSELF)));
      steps.add("it is in service");
    }
  }

  /** It was renamed by hand. */
  private void findAgain() {
    paths(each -> !isFallback(each)).stream()
        .findFirst()
        .ifPresent(stray -> {
          Power.of(job.ground()).stop(stray);
          succession.comeBack(stray);
          steps.add(stray.name() + " has its name again");
        });
  }

  /** A copy that somebody made has our mark with everything else; it is theirs. */
  private void release() {
    if (job.server().find(job.path()).isEmpty()) {
      return;
    }
    for (EntityPath copy : paths(each -> !isFallback(each))) {
      boolean written =
          Writing.of(job.ground())
              .write(
                  copy,
                  body -> {
                    ObjectNode config = Writing.object(body, "config");
                    var keys = new ArrayList<String>();
                    config.fieldNames().forEachRemaining(keys::add);
                    keys.removeIf(key -> !key.startsWith(Marking.PREFIX));
                    config.remove(keys);
                  });
      if (written) {
        steps.add(copy.name() + " is a copy and no longer carries our mark");
      }
    }
  }

  private void remove(EntityPath path, String what) {
    new Removal(job.ground(), job.correction()).remove(path);
    steps.add("removed " + what + path.name());
  }
}
