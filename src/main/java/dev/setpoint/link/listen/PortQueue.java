package dev.setpoint.link.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/**
 * The way in: while as many handshakes are under way as may be, nothing is accepted, and who comes
 * waits in the queue of the operating system. Sent away, thousands of agents that come at once
 * would wait longer each time and come back minutes later. Safe for many threads.
 */
final class PortQueue extends ChannelInboundHandlerAdapter {
  private final AcceptGate gate;
  private volatile @Nullable Channel port;

  PortQueue(AcceptGate gate) {
    this.gate = gate;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    port = context.channel();
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (!gate.connection()) {
      if (accepted instanceof Channel socket) {
        socket.config().setOption(ChannelOption.SO_LINGER, 0);
        socket.unsafe().closeForcibly();
      }
      return;
    }
    context.fireChannelRead(accepted);
    if (gate.isFullOfHandshakes()) {
      context.channel().config().setAutoRead(false);
      // One may have ended just before this.
      goOn();
    }
  }

  /** A handshake has ended: when half of them have, the next ones may come. */
  void goOn() {
    var open = port;
    if (open != null && !open.config().isAutoRead() && gate.hasRoomForHandshakes()) {
      open.config().setAutoRead(true);
    }
  }
}
