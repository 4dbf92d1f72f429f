package dev.setpoint.link.invite;

import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.message.AgentMessage.NodeTokenWanted;
import dev.setpoint.fleet.message.ControllerMessage.NodeToken;
import dev.setpoint.manifest.ResourceId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The open questions of an agent for tokens of nodes inside its instances. Each is heard of once,
 * whatever happens. Safe for many threads.
 */
public final class TokenAsks {
  /** So many at once; one machine holds no more instances that are new at the same time. */
  static final int MAX_OPEN = 32;

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final Timeline timeline;
  private final Map<Long, Ask> open = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** None is open. */
  public TokenAsks(Timeline timeline) {
    this.timeline = timeline;
  }

  /** A question that waits for its answer. */
  private record Ask(Consumer<NodeInvitation> ear, Timeline.Ticket deadline) {}

  /**
   * Opens a question.
   *
   * @param send sends it, now or never
   * @param ear hears the answer
   */
  public void open(
      ResourceId instance,
      String node,
      Consumer<NodeTokenWanted> send,
      Consumer<NodeInvitation> ear) {
    if (open.size() >= MAX_OPEN) {
      ear.accept(
          new NodeInvitation.Refused(true, MAX_OPEN + " such questions wait for answers already"));
      return;
    }
    long number = last.incrementAndGet();
    var deadline =
        timeline.startAfter(
            WITHIN,
            "token",
            () ->
                refuse(
                    number, "the controller did not answer within " + WITHIN.toSeconds() + " s"));
    open.put(number, new Ask(ear, deadline));
    send.accept(new NodeTokenWanted(number, instance, node));
  }

  /** Takes an answer; one that nobody waits for any more is dropped. */
  public void answered(NodeToken answer) {
    close(
        answer.ask(),
        answer.token().isEmpty()
            ? new NodeInvitation.Refused(answer.passing(), answer.problem())
            : new NodeInvitation.Granted(answer.token()));
  }

  /** The connection is over: nobody will answer. */
  public void away(String why) {
    open.keySet().forEach(number -> refuse(number, why));
  }

  private void refuse(long number, String why) {
    close(number, new NodeInvitation.Refused(true, why));
  }

  /** Whoever takes it out tells its ear. */
  private void close(long number, NodeInvitation answer) {
    var ask = open.remove(number);
    if (ask != null) {
      ask.deadline().cancel();
      ask.ear().accept(answer);
    }
  }
}
