package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.data.Wiping;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Replaces an instance by one that is made beside it. Everything that can be done before the old
 * one stops is done before; what fails after that brings the old one back.
 */
final class Swap {
  private final Job job;
  private final Succession succession;
  private final EntityPath beside;
  private final EntityPath old;

  Swap(Job job) {
    this.job = job;
    this.succession = new Succession(job);
    this.beside = job.path().withName(job.beside(Succession.INCOMING));
    this.old = job.path().withName(job.beside(Succession.OLD));
  }

  Outcome apply(EngineObject object) {
    return apply(object, "replaced", () -> {});
  }

  /**
   * Makes it anew from its own image.
   *
   * @param wipe volumes that are made anew while nothing runs
   */
  Outcome reset(EngineObject object, SortedSet<ResourceId> wipe) {
    var wiping = new Wiping(job.server(), job.ground().identity(), job.path());
    wiping.check(wipe, job.spec().devices());
    String done = wipe.isEmpty() ? "reset" : "reset, with empty " + Wiping.names(wipe);
    return apply(
        object,
        done,
        () -> {
          job.step("emptying " + Wiping.names(wipe));
          wiping.wipe(wipe, job.spec().devices());
        });
  }

  private Outcome apply(EngineObject object, String done, Runnable whileStopped) {
    JsonNode before = job.looked(object).json();
    ImageLock image = image(before);
    make(image);
    ObjectNode hardware = Lending.hardware(before.path("config"));
    Optional<String> why;
    try {
      exchange(hardware, whileStopped);
      why = succession.prove();
    } catch (LxdException | ChangeFailure e) {
      back();
      throw e;
    }
    if (why.isPresent()) {
      back();
      return failed(why.get(), object);
    }
    succession.commit(old);
    return new Outcome.Corrected(
        Job.object(job.server().get(job.path()).json()),
        done + "; the former one is kept as " + old.name());
  }

  /** A reset brings no other image, even when the alias means another one by now. */
  private ImageLock image(JsonNode before) {
    ImageLock now = new Preflight(job).check();
    return job.correction() instanceof Correction.Reset
        ? ImageLock.read(before.path("config"))
            .filter(lock -> lock.name().equals(now.name()))
            .filter(lock ->
                job.server().find(EntityPath.image(job.project(), lock.fingerprint())).isPresent())
            .orElse(now)
        : now;
  }

  private void make(ImageLock image) {
    job.step("making the new " + job.name() + " beside the old one");
    ObjectNode body = new Making(job).body(image, Role.INCOMING);
    Lending.strip(body);
    try {
      job.server().create(beside, body);
    } catch (LxdException | ChangeFailure e) {
      removeIfThere(beside);
      throw e;
    }
  }

  /** From here to the start of the new one nothing runs. */
  private void exchange(ObjectNode hardware, Runnable whileStopped) {
    var lending = new Lending(job.ground());
    lending.announce(job.path());
    job.step("stopping the old " + job.name());
    Power.of(job.ground()).stop(job.path());
    lending.give(job.path());
    whileStopped.run();
    // with the hardware addresses, so that leases stay
    lending.take(beside, job, hardware);
    Busy.wait(job.ground(), () -> job.server().rename(job.path(), old.name()));
    Busy.wait(job.ground(), () -> job.server().rename(beside, job.name()));
  }

  /** Whatever was reached, the old one runs under its name again and the new one is gone. */
  private void back() {
    job.step("the old " + job.name() + " comes back");
    removeIfThere(beside);
    boolean renamed = job.server().find(old).isPresent();
    if (renamed && isOnTrial()) {
      new Removal(job.ground(), job.correction()).remove(job.path());
    }
    succession.comeBack(renamed ? old : job.path());
  }

  private boolean isOnTrial() {
    return job.server()
        .find(job.path())
        .filter(entity -> Marking.role(entity.json().path("config")) == Role.INCOMING)
        .isPresent();
  }

  private void removeIfThere(EntityPath path) {
    if (job.server().find(path).isPresent()) {
      new Removal(job.ground(), job.correction()).remove(path);
    }
  }

  private Outcome failed(String why, EngineObject object) {
    return new Outcome.Failed(
        FailureReason.NOT_HEALTHY,
        "%s of %s failed: the new one did not become ready: %s; the old one runs again, correct"
                .formatted(job.correction().verb(), job.id(), why)
            + " the declaration",
        !(job.correction() instanceof Correction.Reset),
        object);
  }
}
