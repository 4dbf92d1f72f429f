package dev.setpoint.controller;

import dev.setpoint.controller.nodes.FleetPage;
import dev.setpoint.controller.nodes.FleetPlans.Unplanned;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.plan.Request.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people can ask of a running controller. Safe for many threads. */
public interface Control {
  /** How the followed repository stands. */
  SourceStatus source();

  /** The last report of every node. */
  List<NodeReport> nodes();

  /** What people have suspended. */
  List<Suspension> suspensions(String node);

  /** Why a resource is as it is, on every node of the query that holds it. */
  Explained explain(ResourceId id, FleetQuery query);

  /**
   * Explanations of one page of nodes.
   *
   * @param next what to ask for as {@code after} to go on; empty at the end
   */
  record Explained(List<Explanation> explanations, String next) {
    public Explained {
      explanations = List.copyOf(explanations);
    }
  }

  /**
   * What would change now, node by node, without changing it. All nodes of the page are asked at
   * the same time; one that is away is named.
   *
   * @param tree manifests to plan with, or null for the revision in force
   */
  PlanResult plan(@Nullable RepositoryTree tree, FleetQuery query);

  /**
   * Asks a node to do something to a resource once, and waits for what came of it.
   *
   * @return the node's answer; empty when it is away, or did not answer in time and may still do it
   *     before {@code PT10M} are over
   * @throws IllegalStateException when something else is being asked of the resource
   */
  Optional<Answer> ask(String node, ResourceId id, Wish wish, String by, String why);

  /**
   * Takes a resource out of reconciliation.
   *
   * @param id the resource, or null for the whole node
   * @param until when it ends by itself, or null
   */
  void suspend(
      String node, @Nullable ResourceId id, String by, String why, @Nullable Instant until);

  /** Puts it back; false when it was not suspended. */
  boolean resume(String node, @Nullable ResourceId id, String by);

  /**
   * Lets exactly this commit follow although the branch was rewritten; the next poll takes it.
   *
   * @param commitId in full
   * @throws IllegalArgumentException when it is not a full commit id
   */
  void acceptRewrite(String commitId, String by);

  /** Polls the source and looks at everything, now; returns when both are done. */
  void sync();

  /** Tells of corrections as they end, until closed. A listener that is slow loses news. */
  AutoCloseable listen(Consumer<CorrectionNews> listener);

  /**
   * A person lets something through that waits for that.
   *
   * @param what the beginning of a digest that a guard named, or of the revision whose canary
   *     failed, or {@code RESOURCE@NODE}
   */
  Approved approve(String what, String by);

  /** How nodes stand, sorted by name, a page at a time. */
  FleetPage fleet(FleetQuery query);

  /**
   * What came of an approval.
   *
   * @param done whether anything waited for it
   * @param subject the whole digest, revision or name
   * @param message sentence for people
   */
  record Approved(boolean done, String subject, String message) {}

  /** Result of planning. */
  sealed interface PlanResult {
    /**
     * One plan for each node that could be asked.
     *
     * @param next what to ask for as {@code after} to go on; empty at the end
     */
    record Planned(List<Plan> plans, List<Unplanned> unplanned, String next) implements PlanResult {
      public Planned {
        plans = List.copyOf(plans);
        unplanned = List.copyOf(unplanned);
      }
    }

    /** The manifests are not valid. */
    record Refused(List<Problem> problems) implements PlanResult {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }
}
