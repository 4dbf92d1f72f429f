package dev.setpoint.link.agentend;

import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;

/** Opens channels to the controller. */
@FunctionalInterface
public interface Dialer {
  /** Tries to open one; returns at once and tells what became of it. */
  void dial(Caller caller);

  /** Who is told. */
  interface Caller extends ChannelEars {
    /** The channel is open; comes before anything else. */
    void opened(Channel channel);
  }
}
