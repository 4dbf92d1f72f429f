package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.reconcile.Plan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Questions to one agent that wait for their answer. Safe for many threads. */
final class Asks {
  private static final int MAX_OPEN = 8;

  private final String node;
  private final Duration within;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Ask> open = new ConcurrentHashMap<>();

  Asks(String node, Duration within) {
    this.node = node;
    this.within = within;
  }

  /** A question: what would this order change? */
  record Ask(long number, IssuedOrder issued, CompletableFuture<Plan> answer) {
    void away(String why) {
      answer.completeExceptionally(new NodeAwayException(why));
    }
  }

  Ask open(IssuedOrder issued) {
    if (open.size() >= MAX_OPEN) {
      throw new NodeAwayException(
          "%s is asked %d questions already: wait for their answers".formatted(node, MAX_OPEN));
    }
    var ask = new Ask(last.incrementAndGet(), issued, new CompletableFuture<>());
    open.put(ask.number(), ask);
    return ask;
  }

  Plan await(Ask ask) {
    try {
      return ask.answer().get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NodeAwayException(
          "%s did not answer within %d s".formatted(node, within.toSeconds()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeAwayException away
          ? away
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeAwayException("the question to " + node + " was broken off");
    } finally {
      open.remove(ask.number());
    }
  }

  /** Contents of an order that is asked about. */
  Optional<byte[]> content(String digest, IssuedOrder.Pen pen) {
    return open.values().stream()
        .flatMap(ask -> ask.issued().content(digest, pen).stream())
        .findFirst();
  }

  /** Takes an answer; one that nobody waits for any more is dropped. */
  void answered(PlanAnswer answer) {
    var ask = open.get(answer.ask());
    if (ask == null) {
      return;
    }
    var plan = answer.plan();
    if (plan != null && plan.node().equals(node)) {
      ask.answer().complete(plan);
    } else {
      ask.away(node + " cannot tell: " + answer.problem());
    }
  }

  /** Nobody will answer. */
  void away(String why) {
    open.values().forEach(ask -> ask.away(why));
  }
}
