package dev.setpoint.simulation;

import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.link.agentend.Dialer;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The network between the controller and its nodes. In bad times it loses messages, doubles them,
 * lets one wait with all behind it, or lets it be overtaken; a node that is cut off reaches nobody,
 * and nobody is told.
 */
final class Network {
  private static final Duration WAY = Duration.ofMillis(5);
  private static final Duration NO_ANSWER = Duration.ofSeconds(10);

  private final VirtualTimeline world;
  private final RandomGenerator random;
  private final Transcript transcript;
  private final List<Cable> cables = new ArrayList<>();
  private final Set<String> cutOff = new TreeSet<>();
  private @Nullable Door door;
  private boolean bad;

  Network(VirtualTimeline world, RandomGenerator random, Transcript transcript) {
    this.world = world;
    this.random = random;
    this.transcript = transcript;
  }

  /** Where agents arrive: the controller's process, while it lives. */
  record Door(LifeTimeline timeline, Arrival arrival) {
    /** Takes a channel. */
    interface Arrival {
      ChannelEars arrive(String node, Channel channel);
    }
  }

  void open(Door next) {
    door = next;
  }

  /** The controller's process is gone. */
  void controllerDied() {
    door = null;
    List.copyOf(cables).forEach(cable -> cable.cut("reset by peer"));
  }

  void agentDied(String node) {
    List.copyOf(cables).stream()
        .filter(cable -> cable.node.equals(node))
        .forEach(cable -> cable.cut("reset by peer"));
  }

  void bad(boolean isBad) {
    bad = isBad;
  }

  void cutOff(String node, boolean isCut) {
    if (isCut) {
      cutOff.add(node);
    } else {
      cutOff.remove(node);
    }
  }

  boolean isCutOff(String node) {
    return cutOff.contains(node);
  }

  /** An agent dials. */
  void dial(String node, LifeTimeline agent, Dialer.Caller caller) {
    var there = door;
    if (isCutOff(node)) {
      agent.startAfter(NO_ANSWER, "dial", () -> caller.closed("no answer"));
    } else if (there == null) {
      agent.startAfter(WAY, "dial", () -> caller.closed("refused"));
    } else {
      var cable = new Cable(node, new End(agent), new End(there.timeline()));
      cables.add(cable);
      cable.agent.ears = caller;
      there.timeline().startAfter(WAY, "arrive", () -> cable.arrive(there, caller));
    }
  }

  /** One end of a connection. */
  private static final class End {
    private final LifeTimeline timeline;
    private @Nullable ChannelEars ears;
    private Instant nextArrival = Instant.MIN;

    End(LifeTimeline timeline) {
      this.timeline = timeline;
    }
  }

  /** One connection. */
  private final class Cable {
    private final String node;
    private final End agent;
    private final End controller;
    private boolean cut;
    private long unread;

    Cable(String node, End agent, End controller) {
      this.node = node;
      this.agent = agent;
      this.controller = controller;
    }

    void arrive(Door there, Dialer.Caller caller) {
      if (cut) {
        return;
      }
      transcript.add(node, "connects");
      controller.ears = there.arrival().arrive(node, new Side(controller, agent));
      agent.timeline.startAfter(
          WAY,
          "opened",
          () -> {
            if (!cut) {
              caller.opened(new Side(agent, controller));
            }
          });
    }

    void cut(String why) {
      if (cut) {
        return;
      }
      cut = true;
      cables.remove(this);
      transcript.add(node, "connection ends: " + why);
      if (!isCutOff(node)) {
        tell(agent, why);
        tell(controller, why);
      }
    }

    private void tell(End end, String why) {
      end.timeline.startAfter(
          WAY,
          "closed",
          () -> {
            if (end.ears != null) {
              end.ears.closed(why);
            }
          });
    }

    private void carry(End from, End to, byte[] message) {
      if (isCutOff(node)) {
        unread += message.length;
        transcript.count("lost", node, "loses " + name(from, message));
        return;
      }
      int fate = bad ? random.nextInt(1_000) : 1_000;
      if (fate < 4) {
        transcript.count("lost", node, "loses " + name(from, message));
      } else if (fate < 8) {
        transcript.count("doubled", node, "doubles " + name(from, message));
        deliver(from, to, message, Duration.ZERO);
        deliver(from, to, message, Duration.ZERO);
      } else if (fate < 16) {
        var wait = Duration.ofMillis(random.nextInt(50, 20_000));
        transcript.count("late", node, "delays " + name(from, message) + " by " + wait);
        deliver(from, to, message, wait);
      } else if (fate < 20) {
        transcript.count("overtaken", node, "lets be overtaken " + name(from, message));
        startIn(to, message, Duration.ofMillis(random.nextInt(10, 2_000)));
      } else {
        transcript.add(node, name(from, message));
        deliver(from, to, message, Duration.ZERO);
      }
    }

    /** In order, behind what came before. */
    private void deliver(End from, End to, byte[] message, Duration wait) {
      var due = world.instant().plus(from.timeline.ahead()).plus(WAY).plus(wait);
      to.nextArrival = due.isAfter(to.nextArrival) ? due : to.nextArrival;
      startIn(to, message, Duration.between(world.instant(), to.nextArrival));
    }

    private void startIn(End to, byte[] message, Duration in) {
      world.startAfter(
          in,
          "wire",
          () ->
              to.timeline.start(
                  "wire",
                  () -> {
                    if (!cut && !isCutOff(node) && to.ears != null) {
                      to.ears.received(message);
                    }
                  }));
    }

    private String name(End from, byte[] message) {
      int until = Math.min(message.length, 60);
      var head = new String(message, 0, until, java.nio.charset.StandardCharsets.ISO_8859_1);
      int begin = head.indexOf("\"type\":\"") + 8;
      int end = head.indexOf('"', begin);
      return (from == agent ? "> " : "< ") + head.substring(begin, end) + " " + message.length;
    }

    /** A connection as one of its ends has it. */
    private final class Side implements Channel {
      private final End mine;
      private final End other;

      Side(End mine, End other) {
        this.mine = mine;
        this.other = other;
      }

      @Override
      public void send(byte[] message) {
        if (!cut) {
          carry(mine, other, message);
        }
      }

      @Override
      public long waiting() {
        return unread;
      }

      @Override
      public void close() {
        world.startAfter(WAY.multipliedBy(2), "close", () -> cut("closed"));
      }

      @Override
      public void abort() {
        cut("aborted");
      }
    }
  }
}
