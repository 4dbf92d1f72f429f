package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.InnerNode;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.fields.InstanceFields;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.inner.Placement.PlacementException;
import dev.setpoint.target.lxd.kind.Live;
import java.util.Map;
import java.util.Optional;

/** The nodes inside the instances of one server. Safe for many threads. */
public final class InnerNodes {
  private final Ground ground;
  private final InnerAgents agents;
  private final DockerInside docker;

  /** Nodes inside instances of a server. */
  public InnerNodes(Ground ground, InnerAgents agents) {
    this.ground = ground;
    this.agents = agents;
    this.docker = new DockerInside(ground);
  }

  /** What a manifest declares of it; empty for an instance that is no node. */
  public Optional<FieldValue> declared(InstanceSpec spec, String instance) {
    return wanted(spec, instance).map(Wanted::declared);
  }

  /** Fields that Setpoint cannot put right. */
  public static Map<String, Remedy> remedies() {
    return Map.of(InstanceFields.NODE + "." + Wanted.DOCKER, Remedy.REPORT);
  }

  private Optional<Wanted> wanted(InstanceSpec spec, String instance) {
    InnerNode node = spec.node();
    return node == null ? Optional.empty() : Optional.of(Wanted.of(node, instance, agents));
  }

  /**
   * What is there of it. In one that does not run nobody can look, so that nothing speaks against
   * it.
   */
  public Optional<FieldValue> live(
      InstanceSpec spec, EntityPath path, Live live, boolean isRunning) {
    return wanted(spec, live.name())
        .map(wanted -> {
          if (!isRunning) {
            return wanted.declared();
          }
          Seen seen = new Inside(ground.server(), path).seen();
          String found =
              wanted.isMetBy(seen) ? docker.verdict(path, live.json(), wanted) : Wanted.WORKS;
          return wanted.live(seen, found);
        });
  }

  /**
   * What else is due after a correction of an instance that went well: whatever started it anew is
   * only done when its agent runs, and what is written to it only then when the agent is concerned.
   */
  public Outcome after(
      Correction correction,
      ApplyRequest request,
      InstanceSpec spec,
      EntityPath path,
      Outcome end) {
    boolean wentWell = end instanceof Outcome.Corrected || end instanceof Outcome.Unchanged;
    Optional<Wanted> wanted = wanted(spec, path.name());
    if (!wentWell || wanted.isEmpty() || !isDue(correction, request, spec)) {
      return end;
    }
    var inside = new Inside(ground.server(), path);
    var placement = new Placement(ground, agents, correction.id(), inside, request.progress());
    try {
      return with(placement.ensure(wanted.get()), correction, end);
    } catch (PlacementException e) {
      return failed(correction, String.valueOf(e.getMessage()), end);
    } catch (LxdException e) {
      return failed(correction, "the server does not let us: " + e.getMessage(), end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(correction, "we are being stopped; the next start goes on", end);
    }
  }

  private static boolean isDue(Correction correction, ApplyRequest request, InstanceSpec spec) {
    if (spec.state() != RunState.RUNNING
        || request.declared().ignored().contains(InstanceFields.NODE)) {
      return false;
    }
    if (correction instanceof Correction.Update || correction instanceof Correction.Adopt) {
      return correction.due().changes().stream()
          .anyMatch(change -> InstanceFields.isNode(change.path()));
    }
    return !(correction instanceof Correction.Stop || correction instanceof Correction.Prune);
  }

  private static Outcome with(String done, Correction correction, Outcome end) {
    if (done.isEmpty()) {
      return end;
    }
    return switch (end) {
      case Outcome.Corrected(var object, var detail) ->
          new Outcome.Corrected(object, detail.isEmpty() ? done : detail + ", " + done);
      case Outcome.Unchanged(var detail) ->
          correction instanceof Correction.Update(_, var object)
              ? new Outcome.Corrected(object, done)
              : new Outcome.Unchanged(detail + ", " + done);
      case Outcome.Skipped _, Outcome.Failed _ -> end;
    };
  }

  private static Outcome failed(Correction correction, String why, Outcome end) {
    var object = end instanceof Outcome.Corrected corrected ? corrected.object() : null;
    return new Outcome.Failed(
        FailureReason.INNER_NODE_FAILED,
        "%s of %s: %s".formatted(correction.verb(), correction.id(), why),
        false,
        object);
  }
}
