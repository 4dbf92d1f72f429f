package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.fleet.NodeLink.PlanEar;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Questions to one agent that wait for their answer. Safe for many threads. */
final class Asks {
  private static final int MAX_OPEN = 8;

  private final String node;
  private final Timeline timeline;
  private final Duration within;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Ask> open = new ConcurrentHashMap<>();

  Asks(String node, Timeline timeline, Duration within) {
    this.node = node;
    this.timeline = timeline;
    this.within = within;
  }

  /** A question: what would this order change? */
  record Ask(long number, IssuedOrder issued, PlanEar ear, Timeline.Ticket deadline) {}

  /**
   * Opens a question; the ear hears about it once, whatever happens.
   *
   * @throws NodeAwayException when too many are open
   */
  Ask open(IssuedOrder issued, PlanEar ear) {
    if (open.size() >= MAX_OPEN) {
      throw new NodeAwayException(
          "%s is asked %d questions already: wait for their answers".formatted(node, MAX_OPEN));
    }
    long number = last.incrementAndGet();
    var late = "%s did not answer within %d s".formatted(node, within.toSeconds());
    var deadline = timeline.startAfter(within, "question", () -> away(number, late));
    var ask = new Ask(number, issued, ear, deadline);
    open.put(number, ask);
    return ask;
  }

  /** Contents of an order that is asked about. */
  Optional<byte[]> content(String digest, IssuedOrder.Pen pen) {
    return open.values().stream()
        .flatMap(ask -> ask.issued().content(digest, pen).stream())
        .findFirst();
  }

  /** Takes an answer; one that nobody waits for any more is dropped. */
  void answered(PlanAnswer answer) {
    var plan = answer.plan();
    if (plan == null || !plan.node().equals(node)) {
      away(answer.ask(), node + " cannot tell: " + answer.problem());
      return;
    }
    closed(answer.ask()).ifPresent(ask -> ask.ear().planned(plan));
  }

  /** Nobody will answer this one. */
  void away(long number, String why) {
    closed(number).ifPresent(ask -> ask.ear().away(why));
  }

  /** Nobody will answer. */
  void away(String why) {
    open.keySet().forEach(number -> away(number, why));
  }

  /** Whoever takes it out tells its ear. */
  private Optional<Ask> closed(long number) {
    var ask = Optional.ofNullable(open.remove(number));
    ask.ifPresent(each -> each.deadline().cancel());
    return ask;
  }
}
