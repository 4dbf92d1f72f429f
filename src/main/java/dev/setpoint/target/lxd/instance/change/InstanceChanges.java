package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.ground.Power;
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
    return InPlace.isWrittenBy(job) && job.spec().replacing().isSnapshotted(false)
        ? updateOnTrial(job, object)
        : updated(job, object);
  }

  private static Outcome updated(Job job, EngineObject object) {
    List<String> done = new InPlace(job).apply(job.path());
    return done.isEmpty()
        ? new Outcome.Unchanged("nothing of it had to be written")
        : new Outcome.Corrected(object, String.join(", ", done));
  }

  /** A change that the server refuses has changed nothing, so that nothing is put back. */
  private static Outcome updateOnTrial(Job job, EngineObject object) {
    var trial = new Trial(job);
    String snapshot = trial.begin();
    Outcome made;
    try {
      made = updated(job, object);
    } catch (LxdException | ChangeFailure e) {
      trial.pass();
      throw e;
    }
    boolean runs = job.shouldRun();
    return trial.end(snapshot, runs ? Making.started(job, job.path(), text(made)) : made);
  }

  private static String text(Outcome made) {
    return made instanceof Outcome.Corrected(_, var detail) ? detail : "nothing was written";
  }

  /** What is read at a start is written while it is stopped: some servers refuse it else. */
  private static Outcome restart(Job job, EngineObject object) {
    job.looked(object);
    job.step("restarting " + job.name());
    Power.of(job.ground()).stop(job.path());
    return changedWhileStopped(job, "restarted");
  }

  private static Outcome start(Job job, EngineObject object) {
    job.looked(object);
    return changedWhileStopped(job, "started");
  }

  private static Outcome changedWhileStopped(Job job, String what) {
    return InPlace.isWrittenBy(job) && job.spec().replacing().isSnapshotted(true)
        ? changedOnTrial(job, what)
        : changed(job, what);
  }

  private static Outcome changed(Job job, String what) {
    var done = new ArrayList<String>();
    try {
      done.addAll(new InPlace(job).apply(job.path()));
    } finally {
      startIfWanted(job);
    }
    done.add(what);
    return Making.started(job, job.path(), String.join(", ", done));
  }

  private static Outcome changedOnTrial(Job job, String what) {
    var trial = new Trial(job);
    String snapshot;
    try {
      snapshot = trial.begin();
    } catch (LxdException | ChangeFailure e) {
      startIfWanted(job);
      throw e;
    }
    try {
      var done = new ArrayList<>(new InPlace(job).apply(job.path()));
      done.add(what);
      return trial.end(snapshot, Making.started(job, job.path(), String.join(", ", done)));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.UNREACHABLE) {
        throw e; // the next look goes on with the trial
      }
      String target = job.ground().identity().target();
      Outcome.Failed failed = Failures.of(job.correction().verb(), job.id(), target, e);
      return trial.back(snapshot, failed.reason(), failed.message());
    }
  }

  private static void startIfWanted(Job job) {
    if (job.shouldRun()) {
      Power.of(job.ground()).start(job.path());
    }
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
