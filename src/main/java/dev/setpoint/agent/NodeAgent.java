package dev.setpoint.agent;

import dev.setpoint.agent.Judge.Case;
import dev.setpoint.agent.order.LocalHold;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.agent.order.OrderReader;
import dev.setpoint.agent.pace.Lane;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.target.ResourceInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one node: it keeps what the last order says, corrects what differs and reports. It
 * works on without its controller. Safe for many threads; an order, an event, the sweep and a
 * person's wish only ask for a look, and every look starts from the full desired state.
 */
public final class NodeAgent implements NodeLink, AutoCloseable {
  /**
   * Running corrections get so long to end when the agent is closed; people who stop a program do
   * not wait longer. What is cut off is settled from the record at the next start.
   */
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(1_200);

  /** A file on the machine must stop it within seconds. */
  private static final Duration HOLD_CHECK = Duration.ofSeconds(1);

  /** More changed resources than this are looked at in one sweep. */
  private static final int MANY = 50;

  private static final Logger LOG = Logger.getLogger(NodeAgent.class);

  private final AgentParts parts;
  private final OrderReader reader;
  private final LocalHold hold;
  private final OpenIntents openIntents;
  private final Pass pass;
  private final Lane orders;
  private final Map<String, TargetLoop> loops = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable NodeOrder> wanted = new AtomicReference<>();
  private final AtomicBoolean outdated = new AtomicBoolean();
  private volatile boolean closed;

  /** An agent that waits for its first order. Reads its records at once. */
  public NodeAgent(
      AgentSettings settings, Timeline timeline, RandomGenerator random, AgentEdges edges) {
    var ledger = new Ledger(settings.node(), edges.journal(), edges.records());
    var view = new NodeView();
    this.parts =
        new AgentParts(
            settings,
            timeline,
            random,
            view,
            ledger,
            new Judge(settings, ledger),
            new Attempts(ledger),
            new Culprits(),
            new ResourceInputs(Map.of(), Map.of(), edges.hider()),
            edges.sink());
    this.reader = new OrderReader(edges.engines(), edges.secrets(), edges.hider());
    this.hold = edges.hold();
    this.openIntents = new OpenIntents(parts);
    this.pass = new Pass(parts, new Reporter(parts), this::swept);
    this.orders = new Lane(timeline, "orders of " + settings.node(), this::takeOrder);
  }

  /**
   * Looks at the machine's own hold from now on, every second. A pass that is under way makes no
   * further correction once it holds.
   */
  public void watchHold() {
    checkHold(hold.now().isPresent());
  }

  private void checkHold(boolean held) {
    parts
        .timeline()
        .startAfter(
            HOLD_CHECK,
            "hold",
            () -> {
              boolean holds = hold.now().isPresent();
              if (holds != held) {
                LOG.warnf(
                    holds ? "This machine holds: %s" : "The hold of this machine ended%s",
                    hold.now().map(Suspension::why).orElse(""));
                readAgain();
              }
              if (!closed) {
                checkHold(holds);
              }
            });
  }

  @Override
  public void issue(NodeOrder order) {
    var before =
        wanted.getAndUpdate(known -> generation(known) < order.generation() ? order : known);
    if (generation(before) < order.generation()) {
      orders.kick();
    } else {
      LOG.warnf(
          "Order %d is refused: order %d was given before", order.generation(), generation(before));
    }
  }

  private static long generation(@Nullable NodeOrder order) {
    return order == null ? -1 : order.generation();
  }

  /** Reads the newest order, settles what a crash left open, and works from then on. */
  private void takeOrder() {
    var given = wanted.get();
    var order = given == null ? null : hold.over(given);
    var before = parts.view().order().orElse(null);
    if (closed || order == null) {
      return;
    }
    boolean stale = outdated.getAndSet(false);
    if (before == null || stale || before.order().generation() != order.generation()) {
      var read = reader.read(order, before);
      if (settleOpenIntents(read)) {
        enforce(read, before);
      }
    } else {
      settleOpenIntents(before);
    }
  }

  /** False when nothing may be done yet, since the record cannot be written. */
  private boolean settleOpenIntents(OrderInForce order) {
    if (openIntents.areSettled()) {
      return true;
    }
    try {
      openIntents.settle(order);
      return true;
    } catch (TrailUnavailableException e) {
      LOG.warnf("Nothing is done before the record can be written: %s", e.getMessage());
      return false;
    } finally {
      if (!openIntents.areSettled()) {
        var retry = parts.settings().recordRetry();
        parts.timeline().startAfter(retry, "open intents", orders::kick);
      }
    }
  }

  private void enforce(OrderInForce read, @Nullable OrderInForce before) {
    parts.view().replaceOrder(read);
    if (read.targets().isEmpty()) {
      parts.timeline().startAfter(parts.settings().sweep(), "engines", this::readAgain);
    }
    if (before == null) {
      openLoops(read);
      pass.report(read);
      return;
    }
    var changed = read.changedSince(before);
    parts.attempts().gitMoved(changed);
    closeLoops(read);
    openLoops(read);
    boolean released = !read.order().suspensions().equals(before.order().suspensions());
    var concerned = read.askedSince(before);
    concerned.addAll(changed);
    if (released || changed.size() > MANY || read.removesFrom(before)) {
      loops.values().forEach(loop -> loop.lookAll(Duration.ZERO));
    } else {
      look(concerned);
    }
    pass.report(read);
  }

  private void openLoops(OrderInForce order) {
    order
        .targets()
        .forEach((name, target) -> {
          if (!loops.containsKey(name)) {
            var loop = new TargetLoop(parts, target, pass, this::look);
            loops.put(name, loop);
            loop.open();
          }
        });
  }

  private void closeLoops(OrderInForce order) {
    loops
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !order.targets().containsKey(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
  }

  /** Looks at resources on whatever target holds them. */
  private void look(Set<ResourceId> ids) {
    parts
        .view()
        .order()
        .ifPresent(order ->
            loops.forEach((name, loop) -> {
              var here = new HashSet<>(ids);
              here.retainAll(order.on(name).byId().keySet());
              loop.look(here, Duration.ZERO);
            }));
  }

  /** After every sweep: secrets are files, and files tell nobody that they changed. */
  private void swept(OrderInForce order) {
    if (reader.isStale(order)) {
      readAgain();
    }
  }

  private void readAgain() {
    outdated.set(true);
    orders.kick();
  }

  @Override
  public void requestPass() {
    parts.attempts().forgive();
    loops.values().forEach(loop -> loop.lookAll(Duration.ZERO));
  }

  @Override
  public Plan preview(NodeOrder order) {
    var read = reader.read(order, parts.view().order().orElse(null));
    var now = parts.timeline().instant();
    var seen = new LinkedHashMap<String, ObservedState>();
    var rest = new HashMap<ResourceId, ObservedResource>();
    read.targets()
        .forEach((name, target) -> {
          var observed = target.observe(read.on(name), Set.of());
          seen.put(name, observed);
          rest.putAll(observed.byId());
        });
    var corrections = new ArrayList<Correction>();
    var blocked = new ArrayList<>(read.unfit().values());
    seen.forEach((name, observed) -> {
      var plan = parts.judge().judge(new Case(read, name, observed, rest, now)).plan();
      corrections.addAll(plan.corrections());
      plan.blocked().stream()
          .filter(each -> !read.unfit().containsKey(each.id()))
          .filter(each -> blocked.stream().noneMatch(known -> known.id().equals(each.id())))
          .forEach(blocked::add);
    });
    return new Plan(order.node(), order.generation(), order.revision(), corrections, blocked);
  }

  /** Takes no more work, lets running corrections end for a while, and stops listening. */
  @Override
  public void close() {
    closed = true;
    loops.values().forEach(TargetLoop::close);
    try {
      if (!parts.view().close(CLOSE_WITHIN)) {
        LOG.warn("Corrections still run; what becomes of them is recorded at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
