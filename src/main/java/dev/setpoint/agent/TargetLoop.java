package dev.setpoint.agent;

import dev.setpoint.agent.CorrectionRun.End;
import dev.setpoint.agent.PlanRun.Refusal;
import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.agent.pace.Lane;
import dev.setpoint.agent.pace.PendingLooks;
import dev.setpoint.agent.pace.Slots;
import dev.setpoint.fleet.Timeline.Ticket;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one target as ordered. Looks at single resources and looks at everything run on lanes of
 * their own, so that a slow look at everything never delays the answer to an event; corrections run
 * beside both.
 */
final class TargetLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TargetLoop.class);

  private final AgentParts parts;
  private final Target target;
  private final Pass pass;
  private final Consumer<Set<ResourceId>> lookOnNode;
  private final PendingLooks pending;
  private final Lane some;
  private final Lane all;
  private final Slots slots;
  private volatile @Nullable AutoCloseable watch;
  private volatile @Nullable Ticket sweep;
  private volatile boolean closed;

  /**
   * A loop that does nothing yet.
   *
   * @param lookOnNode looks at resources on whatever target holds them
   */
  TargetLoop(AgentParts parts, Target target, Pass pass, Consumer<Set<ResourceId>> lookOnNode) {
    this.parts = parts;
    this.target = target;
    this.pass = pass;
    this.lookOnNode = lookOnNode;
    var settings = parts.settings();
    var timeline = parts.timeline();
    this.pending = new PendingLooks(settings.maxPendingLooks());
    this.some = new Lane(timeline, "looks at " + target.name(), this::lookAtSome);
    this.all = new Lane(timeline, "sweep of " + target.name(), this::lookAtAll);
    this.slots = new Slots(timeline, settings.parallelCorrections());
  }

  /** Looks at everything, then listens and sweeps. */
  void open() {
    lookAll(Duration.ZERO);
    watch = target.watch(this::hear);
    scheduleSweep();
  }

  private void hear(TargetEvent event) {
    switch (event) {
      case TargetEvent.LookAt(var ids, var settled, var what, var culprit) -> {
        LOG.debugf("%s: %s %s", target.name(), what, ids);
        if (culprit != null) {
          note(ids, culprit);
        }
        look(ids, settled ? Duration.ZERO : parts.settings().quiet());
      }
      case TargetEvent.LookAtAll(var why) -> {
        LOG.debugf("%s: %s, looking at everything", target.name(), why);
        lookAll(parts.settings().quiet());
      }
      case TargetEvent.Lost(var why) -> {
        LOG.warnf("%s: events are lost until it answers again: %s", target.name(), why);
        lookAll(parts.settings().quiet());
      }
    }
  }

  private void note(Set<ResourceId> ids, Culprit culprit) {
    var now = parts.timeline().instant();
    ids.forEach(id -> parts.culprits().note(new Place(target.name(), id), culprit, now));
  }

  /** Looks at these after a while. */
  void look(Set<ResourceId> ids, Duration in) {
    if (!ids.isEmpty()) {
      lookAt(ids, parts.timeline().instant().plus(in));
    }
  }

  private void lookAt(Set<ResourceId> ids, Instant when) {
    switch (pending.ask(ids, when)) {
      case NOTHING_NEW -> {}
      case SOONER -> kickAt(some, when);
      case EVERYTHING -> kickAt(all, when);
    }
  }

  /** Looks at everything after a while. */
  void lookAll(Duration in) {
    var when = parts.timeline().instant().plus(in);
    if (pending.askAll(when)) {
      kickAt(all, when);
    }
  }

  private void kickAt(Lane lane, Instant when) {
    var wait = Duration.between(parts.timeline().instant(), when);
    if (wait.isPositive()) {
      parts.timeline().startAfter(wait, "look at " + target.name(), lane::kick);
    } else {
      lane.kick();
    }
  }

  private void scheduleSweep() {
    double jitter = 0.9 + 0.2 * parts.random().nextDouble();
    var wait = Duration.ofMillis((long) (parts.settings().sweep().toMillis() * jitter));
    sweep =
        parts
            .timeline()
            .startAfter(
                wait,
                "sweep of " + target.name(),
                () -> {
                  if (!closed) {
                    scheduleSweep();
                    lookAll(Duration.ZERO);
                  }
                });
  }

  private void lookAtSome() {
    var order = parts.view().order();
    var due = pending.take(parts.timeline().instant());
    if (closed || order.isEmpty()) {
      return;
    }
    var here = new HashSet<>(due);
    here.removeIf(id -> !isLookedAt(order.get(), id));
    var free = parts.view().withoutBusy(target.name(), here);
    if (!free.isEmpty()) {
      pass(order.get(), free);
    }
  }

  private boolean isLookedAt(OrderInForce order, ResourceId id) {
    var desired = order.on(target).byId().get(id);
    return desired != null && desired.mode() != Mode.OFF;
  }

  private void lookAtAll() {
    var order = parts.view().order();
    if (pending.takeAll(parts.timeline().instant()) && !closed && order.isPresent()) {
      pass(order.get(), Set.of());
    }
  }

  private void pass(OrderInForce order, Set<ResourceId> only) {
    var result = pass.run(order, target, only);
    correct(order, result.corrections());
    lookOnNode.accept(result.moved());
    result.retries().forEach((id, when) -> lookAt(Set.of(id), when));
  }

  private void correct(OrderInForce order, List<Correction> corrections) {
    if (!corrections.isEmpty()) {
      new Corrections(order).start(corrections);
    }
  }

  /** The corrections of one pass. */
  private final class Corrections {
    private final OrderInForce order;
    private final PlanRun run = new PlanRun(this::begin, this::refused);

    Corrections(OrderInForce order) {
      this.order = order;
    }

    void start(List<Correction> corrections) {
      run.start(corrections);
    }

    private void begin(Correction correction) {
      slots.start(
          correction.verb() + " of " + correction.id(),
          () -> new CorrectionRun(parts, order, target, correction, this::ended).run());
    }

    private void refused(Refusal refusal) {
      var id = refusal.correction().id();
      var place = new Place(target.name(), id);
      var blocked =
          new Blocked(
              id,
              FailureReason.WAITING,
              "%s waits for %s, whose correction did not work: %s"
                  .formatted(id, refusal.needed(), refusal.why()),
              null);
      parts.view().release(place, null, null);
      parts.view().update(place, sight -> sight.blocked(blocked));
    }

    private void ended(End end) {
      run.ended(end);
      var id = end.correction().id();
      if (end.lookAt() != null) {
        lookAt(Set.of(id), end.lookAt());
      }
      var concerned = new HashSet<>(order.dependantsOf(Set.of(id)));
      if (end.correction() instanceof Correction.Prune) {
        concerned.add(id); // it may be declared on another target and wait for this
      }
      pass.report(order);
      lookOnNode.accept(concerned);
    }
  }

  @Override
  public void close() {
    closed = true;
    var ticket = sweep;
    if (ticket != null) {
      ticket.cancel();
    }
    var listener = watch;
    if (listener != null) {
      try {
        listener.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warnf("The events of %s could not be closed: %s", target.name(), e.getMessage());
      }
    }
  }
}
