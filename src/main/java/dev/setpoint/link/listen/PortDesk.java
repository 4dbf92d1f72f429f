package dev.setpoint.link.listen;

import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.controlend.ControllerEnd;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;

/** What every connection of the port works with. */
record PortDesk(
    RouteTable routes,
    Certificates certificates,
    ControllerEnd end,
    Timeline timeline,
    ListenLimits limits,
    AcceptGate gate,
    PortQueue queue) {
  private static final AttributeKey<ScheduledFuture<?>> DEADLINE =
      AttributeKey.valueOf(PortDesk.class, "deadline");

  /** A connection must be settled until then. */
  static void mustSettle(Channel channel, ScheduledFuture<?> deadline) {
    channel.attr(DEADLINE).set(deadline);
  }

  /** The connection has become an agent's: it may stay. */
  void settled(Channel channel) {
    var deadline = channel.attr(DEADLINE).getAndSet(null);
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
