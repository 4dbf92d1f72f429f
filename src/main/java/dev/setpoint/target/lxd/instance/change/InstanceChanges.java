package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Ground;
import java.util.ArrayList;
import java.util.List;

/** Does corrections of instances. Safe for many threads. */
public final class InstanceChanges {
  private final Ground ground;

  /** Corrections on a server. */
  public InstanceChanges(Ground ground) {
    this.ground = ground;
  }

  /** Makes a correction; never throws for the server's sake. */
  public Outcome apply(Correction correction, ApplyRequest request) {
    try {
      return made(correction, request);
    } catch (ChangeFailure e) {
      return e.outcome();
    } catch (LxdException e) {
      return Failures.of(correction.verb(), correction.id(), ground.identity().target(), e);
    }
  }

  private Outcome made(Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Create(_, var setAside) ->
          new Making(job(correction, request)).apply(setAside);
      case Correction.Update(_, var object) -> update(job(correction, request), object);
      case Correction.Restart(_, var object) -> restart(job(correction, request), object);
      case Correction.Start(_, var object) -> start(job(correction, request), object);
      case Correction.Stop(_, var object) -> stop(job(correction, request), object);
      case Correction.Adopt(_, var object) -> adopt(job(correction, request), object);
      case Correction.Prune(_, var object) -> new Removal(ground, correction).apply(object);
      case Correction.Replace(_, var object) -> replace(job(correction, request), object);
      case Correction.Rollback _ -> new Return(job(correction, request)).apply();
      case Correction.Reset(_, var object, _, var wipe) ->
          new Swap(job(correction, request)).reset(object, wipe);
      case Correction.Settle _ -> new Settlement(job(correction, request)).apply();
    };
  }

  private Job job(Correction correction, ApplyRequest request) {
    return Job.of(ground, correction, request);
  }

  private static Outcome replace(Job job, EngineObject object) {
    return Rebuild.isPossible(job, object)
        ? new Rebuild(job).apply(object)
        : new Swap(job).apply(object);
  }

  private static Outcome update(Job job, EngineObject object) {
    job.looked(object);
    List<String> done = new InPlace(job).apply(job.path());
    return done.isEmpty()
        ? new Outcome.Unchanged("nothing of it had to be written")
        : new Outcome.Corrected(object, String.join(", ", done));
  }

  /** What is read at a start is written while it is stopped: some servers refuse it else. */
  private static Outcome restart(Job job, EngineObject object) {
    job.looked(object);
    job.step("restarting " + job.name());
    Power.of(job.ground()).stop(job.path());
    var done = new ArrayList<String>();
    try {
      done.addAll(new InPlace(job).apply(job.path()));
    } finally {
      if (job.shouldRun()) {
        Power.of(job.ground()).start(job.path());
      }
    }
    done.add("restarted");
    return Making.started(job, job.path(), String.join(", ", done));
  }

  private static Outcome start(Job job, EngineObject object) {
    job.looked(object);
    var done = new ArrayList<>(new InPlace(job).apply(job.path()));
    done.add("started");
    return Making.started(job, job.path(), String.join(", ", done));
  }

  private static Outcome stop(Job job, EngineObject object) {
    job.looked(object);
    var done = new ArrayList<>(new InPlace(job).apply(job.path()));
    job.step("stopping " + job.name());
    Power.of(job.ground()).stop(job.path());
    done.add("stopped");
    return new Outcome.Corrected(object, String.join(", ", done));
  }

  private static Outcome adopt(Job job, EngineObject object) {
    job.looked(object);
    EntityPath path = job.path();
    new InPlace(job).apply(path);
    return new Outcome.Corrected(object, "taken over as it is");
  }
}
