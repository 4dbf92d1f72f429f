package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan depends on.
 *
 * @param desired what the node should be
 * @param observed what is known of it: the last look at each resource, so that needs can be judged
 * @param drifts what a detector found
 * @param records our own records
 * @param histories the loop breaker's memory
 * @param suspensions what a person took out of reconciliation
 * @param undeclared mode for what is no longer declared and so has none of its own: the node's
 * @param approved protected resources that a person lets be replaced
 * @param requests what people ask for, answered or not
 * @param now time of the pass
 */
public record PlanInput(
    DesiredState desired,
    ObservedState observed,
    List<Drift> drifts,
    Map<ResourceId, AppliedRecord> records,
    Map<ResourceId, CorrectionHistory> histories,
    List<Suspension> suspensions,
    Mode undeclared,
    Set<ResourceId> approved,
    List<Request> requests,
    Instant now) {
  public PlanInput {
    drifts = List.copyOf(drifts);
    records = Map.copyOf(records);
    histories = Map.copyOf(histories);
    suspensions = List.copyOf(suspensions);
    approved = Set.copyOf(approved);
    requests = List.copyOf(requests);
  }

  /** Without approvals and requests. */
  public PlanInput(
      DesiredState desired,
      ObservedState observed,
      List<Drift> drifts,
      Map<ResourceId, AppliedRecord> records,
      Map<ResourceId, CorrectionHistory> histories,
      List<Suspension> suspensions,
      Mode undeclared,
      Instant now) {
    this(
        desired,
        observed,
        drifts,
        records,
        histories,
        suspensions,
        undeclared,
        Set.of(),
        List.of(),
        now);
  }

  /**
   * A resource that is not to be reconciled.
   *
   * @param id the resource, or null for the whole node
   * @param until when it ends by itself, or null
   * @param hold what on the machine itself says so, a sentence; null when a person said it to the
   *     controller
   */
  public record Suspension(
      @Nullable ResourceId id, @Nullable Instant until, @Nullable String hold) {
    /** The one that ends last; one without an end outlasts all, a node's outranks a resource's. */
    static final Comparator<Suspension> LONGEST_LAST =
        Comparator.comparing(Suspension::until, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Suspension::id, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Suspension::hold, Comparator.nullsFirst(Comparator.naturalOrder()));

    boolean covers(ResourceId resource, Instant now) {
      return (id == null || id.equals(resource)) && (until == null || until.isAfter(now));
    }
  }
}
