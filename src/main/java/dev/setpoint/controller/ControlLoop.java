package dev.setpoint.controller;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.controller.SourceWatch.Verdict;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.controller.nodes.FleetPage;
import dev.setpoint.controller.nodes.FleetPlans;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.FleetView;
import dev.setpoint.controller.nodes.OrderMaker;
import dev.setpoint.controller.nodes.Presence;
import dev.setpoint.controller.nodes.Standings;
import dev.setpoint.controller.wish.Requests;
import dev.setpoint.controller.wish.Suspending;
import dev.setpoint.controller.wish.Wishing;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.Timeline.Ticket;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.plan.Request.Wish;
import dev.setpoint.source.SourceResult;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The control loop: it follows the source, issues an order to each node when a revision is taken or
 * a person speaks, and answers what people ask. Safe for many threads: one poll at a time, one
 * order at a time.
 */
public final class ControlLoop implements Control, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ControlLoop.class);

  private final ControlSettings settings;
  private final Timeline timeline;
  private final ControlEdges edges;
  private final FleetView fleet;
  private final NewsStand news;
  private final SourceWatch watch;
  private final RevisionGate gate;
  private final Explainer explainer;
  private final Presence presence = new Presence();
  private final OrderMaker maker;
  private final Dispatch dispatch;
  private final Approvals approvals;
  private final FleetEntrance entrance;
  private final Standings standings;
  private final Suspending suspending;
  private final Wishing wishing;
  private final FleetPlans plans;
  private final ReentrantLock polling = new ReentrantLock();
  // All guarded by polling; waiting was handed out but could not be recorded yet.
  private @Nullable RepositoryTree waiting;
  private @Nullable RepositoryTree heldByGuard;
  private boolean startRecorded;
  private boolean restored;
  private volatile @Nullable Ticket nextPoll;
  private volatile @Nullable Instant lastPoll;
  private volatile boolean closed;

  /** A loop that does nothing before {@link #start}. */
  public ControlLoop(
      ControlSettings settings, Timeline timeline, ControlEdges edges, Reports reports) {
    this.settings = settings;
    this.timeline = timeline;
    this.edges = edges;
    this.fleet = reports.fleet();
    this.news = reports.news();
    this.watch = new SourceWatch(settings);
    var requests = new Requests(timeline);
    var nodes = edges.nodes(requests);
    var guard = new RemovalGuard(edges.fleet());
    this.gate = new RevisionGate(settings, edges, timeline, watch, guard);
    this.maker = new OrderMaker(nodes, timeline, fleet);
    this.dispatch = new Dispatch(nodes, timeline, presence, maker);
    this.approvals = new Approvals(edges, timeline, guard, dispatch);
    this.entrance = new FleetEntrance(reports, presence, dispatch, edges, timeline);
    this.standings = new Standings(nodes, fleet, presence, dispatch);
    this.plans = new FleetPlans(nodes, dispatch, maker);
    this.suspending = new Suspending(edges.trail(), edges.state(), dispatch);
    this.wishing = new Wishing(edges.trail(), timeline, requests, dispatch);
    reports.alsoTell(wishing::reported);
    reports.metrics().source(watch::status);
    this.explainer = new Explainer(fleet, edges.log());
  }

  /** Issues the orders of the revision in force at once, and polls from then on. */
  public void start() {
    polling.lock();
    try {
      begin();
    } catch (TrailUnavailableException | UncheckedIOException e) {
      LOG.errorf("The start is not on record, every poll tries again: %s", e.getMessage());
    } finally {
      polling.unlock();
    }
    timeline.start("poll", this::pollAndGoOn);
  }

  /** Once: the entry of the start, and the orders of the revision in force. */
  private void begin() {
    if (!startRecorded) {
      edges.links().keySet().forEach(this::recordStart);
      startRecorded = true;
    }
    if (!restored) {
      gate.restore().ifPresent(orders -> dispatch.restore(orders, gate.earlier()));
      restored = true;
    }
  }

  private void recordStart(String node) {
    edges.trail().append(new AuditEvent.Started(settings.version(), node));
  }

  private void pollAndGoOn() {
    try {
      poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.errorf(e, "The poll broke off; the next one tries again");
      watch.judged(Verdict.stalled("Internal", "the poll broke off: " + e));
    } finally {
      scheduleNext();
    }
  }

  private void scheduleNext() {
    var wait = edges.source().nextDelay();
    var now = timeline.instant();
    lastPoll = now;
    watch.polled(edges.source().lastContact().orElse(null), now.plus(wait));
    if (!closed) {
      nextPoll = timeline.startAfter(wait, "poll", this::pollAndGoOn);
    }
  }

  private void poll() throws InterruptedException {
    polling.lockInterruptibly();
    try {
      begin();
      take(edges.source().poll());
    } catch (TrailUnavailableException e) {
      watch.judged(
          Verdict.stalled(
              "RecordUnavailable",
              "the revision waits until it can be recorded: " + e.getMessage()));
    } catch (UncheckedIOException e) {
      watch.judged(unusable(e));
    } finally {
      polling.unlock();
    }
  }

  private static Verdict unusable(UncheckedIOException e) {
    return Verdict.stalled(
        "StoreUnusable", "the revision cannot be read or kept: " + e.getMessage());
  }

  private void take(SourceResult result) {
    switch (result) {
      case SourceResult.Advanced(var tree) -> {
        waiting = tree;
        takeWaiting();
      }
      case SourceResult.Unchanged(var revision) -> {
        takeWaiting();
        if (heldByGuard == null) {
          dispatch.sourceRead();
        }
        watch.answered(revision);
      }
      case SourceResult.Held held -> {
        watch.judged(Verdict.stalled(held.reason().word(), held.message()));
        gate.hold(null, held.reason().word(), held.message());
      }
      case SourceResult.Failed failed ->
          watch.judged(Verdict.stalled(failed.reason().word(), failed.message()));
    }
  }

  private void takeWaiting() {
    var tree = waiting;
    if (tree != null) {
      var next = gate.take(tree, dispatch.target(), dispatch.revisionsInUse());
      heldByGuard = next.isPresent() ? null : tree;
      next.ifPresent(dispatch::begin);
      waiting = null;
    }
  }

  /** How connections tell what they see. */
  public FleetEvents events() {
    return entrance;
  }

  @Override
  public Approved approve(String what, String by) {
    polling.lock();
    try {
      var approved = approvals.approve(what, by);
      var tree = heldByGuard;
      if (approved.done() && waiting == null && tree != null) {
        waiting = tree;
        takeWaiting();
      }
      return approved;
    } finally {
      polling.unlock();
    }
  }

  @Override
  public FleetPage fleet(FleetQuery query) {
    return standings.page(query);
  }

  @Override
  public SourceStatus source() {
    return watch.status();
  }

  @Override
  public List<NodeReport> nodes() {
    return fleet.all();
  }

  @Override
  public List<Suspension> suspensions(String node) {
    return maker.suspensions(node);
  }

  @Override
  public Explained explain(ResourceId id, FleetQuery query) {
    var page = standings.page(query);
    var revision = Optional.ofNullable(watch.status().accepted());
    return new Explained(
        explainer.explain(id, page.nodes(), dispatch.target(), revision), page.next());
  }

  @Override
  public PlanResult plan(@Nullable RepositoryTree tree, FleetQuery query) {
    var planned = dispatch.target();
    if (tree != null) {
      switch (RevisionGate.readAside(tree)) {
        case ReadResult.Valid(var set) -> planned = planned.next(set);
        case ReadResult.Invalid(var problems, _) -> {
          return new PlanResult.Refused(problems);
        }
      }
    }
    var page = standings.page(query);
    var answers = plans.plan(planned, page.nodes());
    return new PlanResult.Planned(answers.plans(), answers.unplanned(), page.next());
  }

  @Override
  public Optional<Answer> ask(String node, ResourceId id, Wish wish, String by, String why) {
    return standings.isConnected(node) ? wishing.ask(node, id, wish, by, why) : Optional.empty();
  }

  @Override
  public void suspend(
      String node, @Nullable ResourceId id, String by, String why, @Nullable Instant until) {
    suspending.suspend(node, new Suspension(id, by, why, timeline.instant(), until));
  }

  @Override
  public boolean resume(String node, @Nullable ResourceId id, String by) {
    return suspending.resume(node, id, by);
  }

  @Override
  public void acceptRewrite(String commitId, String by) {
    edges
        .trail()
        .append(new AuditEvent.Approved(commitId, by, "it may follow a rewritten history"));
    edges.source().acceptRewrite(commitId);
    LOG.infof("%s lets commit %s follow although history was rewritten", by, commitId);
  }

  /** Looks at the source now and issues what came of it; asks no agent for anything else. */
  public void pollNow() throws InterruptedException {
    poll();
    watch.polled(edges.source().lastContact().orElse(null), timeline.instant());
  }

  @Override
  public void sync() {
    try {
      pollNow();
      var since = timeline.instant();
      edges.requestPasses(dispatch.target().nodes());
      for (var node : dispatch.target().isMade() ? edges.links().keySet() : List.<String>of()) {
        if (!fleet.awaitFull(node, since, settings.syncWithin())) {
          LOG.warnf("Node %s did not report within %s", node, settings.syncWithin());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public AutoCloseable listen(Consumer<CorrectionNews> listener) {
    return news.listen(listener);
  }

  /** When the loop last polled; empty before the first time. For the health check. */
  public Optional<Instant> lastPoll() {
    return Optional.ofNullable(lastPoll);
  }

  /** Whether every linked node has looked at everything once. */
  public boolean hasLookedEverywhere() {
    return edges.links().keySet().stream().allMatch(node -> fleet.lastFull(node).isPresent());
  }

  /** The revision in force. */
  public Optional<Revision> revision() {
    return Optional.ofNullable(watch.status().accepted());
  }

  @Override
  public void close() {
    closed = true;
    var ticket = nextPoll;
    if (ticket != null) {
      ticket.cancel();
    }
  }
}
