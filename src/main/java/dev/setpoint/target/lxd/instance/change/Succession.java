package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;
import dev.setpoint.target.lxd.kind.Live.Role;
import java.util.Optional;

/**
 * How one instance follows another under a name, and how it goes back. Servers rename stopped
 * instances only, so the new one gets the name before it is started and is proven under it; its
 * role says until then that it is on trial. Each step can be the last one before an interruption:
 * {@link Settlement} tells from roles and names where it stood.
 */
record Succession(Job job) {
  /** Name of one that is being made. */
  static final String INCOMING = "-sp-";

  /** Name of a former one. */
  static final String OLD = "-old-";

  /**
   * Starts what has the name if it should run; why it is not ready, or empty when it is. Its files
   * are written only now: a server goes on serving the files of a stopped instance for some
   * seconds, and where that is renamed meanwhile its next start waits for 14 s.
   */
  Optional<String> prove() {
    new FilePush(job).push(job.path(), job.spec().files());
    if (!job.shouldRun()) {
      return Optional.empty();
    }
    return start("the new ").or(() -> new Readiness(job).await(job.path()));
  }

  /** The same for one that is started as it is, with the command of its declaration. */
  Optional<String> proveAsItIs() {
    return start("").or(() -> new Readiness(job).await(job.path()));
  }

  /**
   * Starts a former one if it should run. Its declaration is not known any more, so nothing is
   * written to it, and the health command of the one that is left says nothing of it.
   */
  Optional<String> proveAgain() {
    if (!job.shouldRun()) {
      return Optional.empty();
    }
    return start("the former ").or(() -> new Readiness(job).runsOn(job.path()));
  }

  private Optional<String> start(String which) {
    job.step("starting " + which + job.name());
    try {
      Power.of(job.ground()).start(job.path());
    } catch (LxdException e) {
      if (e.kind() != LxdException.Kind.FAILED) {
        throw e;
      }
      return Optional.of("it does not start: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The one under the name is in service, and the other is kept for a while as a way back. */
  void commit(EntityPath old) {
    serve();
    keep(old);
  }

  /** The one under the name is in service, and still says from what declaration it was made. */
  void serve() {
    Writing.of(job.ground())
        .write(
            job.path(),
            body -> {
              ObjectNode config = Writing.object(body, "config");
              config.put(Marks.ROLE, Marks.word(Role.ITSELF));
              config.remove(Marks.UNTIL);
            });
  }

  /** Keeps a stopped former one as a way back, or removes it when that is not wanted. */
  void keep(EntityPath old) {
    var time = job.spec().replacing().keep();
    if (time.isZero()) {
      new Removal(job.ground(), job.correction()).remove(old);
      return;
    }
    String until = job.ground().clock().instant().plus(time).toString();
    Writing.of(job.ground())
        .write(
            old,
            body -> {
              ObjectNode config = Writing.object(body, "config");
              config.put(Marks.ROLE, Marks.word(Role.FALLBACK));
              config.put(Marks.UNTIL, until);
            });
  }

  /** Whoever took the name meanwhile keeps it; ours works on under the name that it has. */
  private void goOnBeside(EntityPath old) {
    new Lending(job.ground()).giveBack(old);
    if (job.shouldRun()) {
      Power.of(job.ground()).start(old);
    }
    throw job.failure(
        FailureReason.NAME_TAKEN,
        "another instance took the name %s; ours goes on as %s".formatted(job.name(), old.name()),
        "rename or remove the other one");
  }

  /** The former one comes back under the name with everything that was its own, and runs. */
  void comeBack(EntityPath old) {
    if (!old.equals(job.path())) {
      if (job.server().find(job.path()).isPresent()) {
        goOnBeside(old);
      }
      Power.of(job.ground()).stop(old);
      Busy.wait(job.ground(), () -> job.server().rename(old, job.name()));
    }
    new Lending(job.ground()).giveBack(job.path());
    if (job.shouldRun()) {
      Power.of(job.ground()).start(job.path());
    }
  }
}
