package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.session.Turns;
import dev.setpoint.reconcile.Plan;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One node, connected or not: the newest order for it, its last report, and its connection. All
 * that happens about a node happens in its turns, also when one connection follows another.
 */
final class RemoteNode implements NodeLink {
  private static final Logger LOG = Logger.getLogger(RemoteNode.class);

  private final Desk desk;
  private final String name;
  private final Turns turns;
  private final HeldReport report;
  private final Asks asks;
  private final AtomicReference<@Nullable IssuedOrder> newest = new AtomicReference<>();
  private final AtomicReference<@Nullable ControllerSession> current = new AtomicReference<>();

  RemoteNode(Desk desk, String name) {
    this.desk = desk;
    this.name = name;
    this.turns = new Turns(desk.timeline(), "link of " + name);
    this.report = new HeldReport(name);
    this.asks = new Asks(name, desk.timeline(), desk.timings().answerWithin());
  }

  String name() {
    return name;
  }

  Turns turns() {
    return turns;
  }

  HeldReport report() {
    return report;
  }

  Asks asks() {
    return asks;
  }

  Optional<IssuedOrder> newest() {
    return Optional.ofNullable(newest.get());
  }

  @Override
  public void issue(NodeOrder order) {
    var issued = new IssuedOrder(order, desk.timeline().instant());
    var before =
        newest.getAndUpdate(
            known -> known == null || known.generation() < issued.generation() ? issued : known);
    if (before != null && before.generation() >= issued.generation()) {
      LOG.warnf(
          "Order %d for %s is refused: order %d was given before",
          issued.generation(), name, before.generation());
      return;
    }
    turns.add(() -> session().ifPresent(ControllerSession::offer));
  }

  @Override
  public void requestPass() {
    turns.add(
        () -> session().ifPresent(session -> session.send(new ControllerMessage.PassWanted())));
  }

  /**
   * Waits for the agent's answer. Not for a simulation on one thread, where nobody else could
   * answer meanwhile.
   */
  @Override
  public Plan preview(NodeOrder order) {
    var answer = new CompletableFuture<Plan>();
    askPreview(
        order,
        new PlanEar() {
          @Override
          public void planned(Plan plan) {
            answer.complete(plan);
          }

          @Override
          public void away(String why) {
            answer.completeExceptionally(new NodeAwayException(why));
          }
        });
    return await(answer);
  }

  private Plan await(CompletableFuture<Plan> answer) {
    try {
      // The question ends by itself before; this is the limit of a lost one.
      return answer.get(2 * desk.timings().answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NodeAwayException(name + " did not answer");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeAwayException away
          ? away
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeAwayException("the question to " + name + " was broken off");
    }
  }

  @Override
  public void askPreview(NodeOrder order, PlanEar ear) {
    Asks.Ask ask;
    try {
      ask = asks.open(new IssuedOrder(order, desk.timeline().instant()), ear);
    } catch (NodeAwayException e) {
      ear.away(String.valueOf(e.getMessage()));
      return;
    }
    var away = name + " is not connected: nobody can tell what it would do";
    turns.add(() ->
        session()
            .ifPresentOrElse(session -> session.ask(ask), () -> asks.away(ask.number(), away)));
  }

  /** The connection that was greeted last and lives; called in the node's turns. */
  Optional<ControllerSession> session() {
    return Optional.ofNullable(current.get());
  }

  /** A connection was admitted and takes the place of the one before. */
  void greeted(ControllerSession session) {
    session().ifPresent(old -> old.endAsReplaced());
    current.set(session);
  }

  /** A greeted connection is over. */
  void over(ControllerSession session, String why) {
    if (current.compareAndSet(session, null)) {
      asks.away(name + " has left: " + why);
      desk.events().left(name, desk.timeline().instant(), why);
    }
  }
}
