package dev.setpoint.link.world;

import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection between two ends on the virtual clock. What it does to messages can be chosen. */
public final class Wire {
  private final VirtualTimeline timeline;
  private final End toController = new End();
  private final End toAgent = new End();
  private boolean cut;
  private boolean swallows;

  /** What becomes of a message on its way: the messages that arrive instead of it. */
  @FunctionalInterface
  public interface Fate {
    /** Nothing, the same, two, another one. */
    List<byte[]> of(byte[] message);
  }

  Wire(VirtualTimeline timeline) {
    this.timeline = timeline;
  }

  /** One end's view. */
  private final class End implements Channel {
    private @Nullable ChannelEars ears;
    private Fate fate = List::of;
    private long unread;

    @Override
    public void send(byte[] message) {
      if (cut) {
        return;
      }
      if (swallows) {
        unread += message.length;
        return;
      }
      for (var each : fate.of(message)) {
        timeline.startAfter(Duration.ofMillis(5), "wire", () -> arrive(each));
      }
    }

    private void arrive(byte[] message) {
      if (!cut && ears != null) {
        ears.received(message);
      }
    }

    @Override
    public long waiting() {
      return unread;
    }

    @Override
    public void close() {
      timeline.startAfter(Duration.ofMillis(6), "wire", () -> Wire.this.cut("closed"));
    }

    @Override
    public void abort() {
      Wire.this.cut("aborted");
    }
  }

  Channel controllerSends() {
    return toAgent;
  }

  Channel agentSends() {
    return toController;
  }

  void controllerHears(ChannelEars ears) {
    toController.ears = ears;
  }

  void agentHears(ChannelEars ears) {
    toAgent.ears = ears;
  }

  /** What becomes of the agent's messages. */
  public void agentFate(Fate fate) {
    toController.fate = fate;
  }

  /** What becomes of the controller's messages. */
  public void controllerFate(Fate fate) {
    toAgent.fate = fate;
  }

  /** Both directions go silent; nobody is told. */
  public void swallow() {
    swallows = true;
  }

  /** Ends the connection; a swallowing one tells nobody. */
  public void cut(String why) {
    if (cut) {
      return;
    }
    cut = true;
    for (var end : List.of(toController, toAgent)) {
      if (end.ears != null && !swallows) {
        end.ears.closed(why);
      }
    }
  }

  /** Whether it still carries anything. */
  public boolean isCut() {
    return cut;
  }
}
