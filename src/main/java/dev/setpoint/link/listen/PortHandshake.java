package dev.setpoint.link.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jboss.logging.Logger;

/** Sees a connection through its handshake, and gives its places back when it ends. */
final class PortHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = Logger.getLogger(PortHandshake.class);

  private final PortDesk desk;
  private final SslHandler tls;
  private boolean shaking = true;
  private boolean stranger;

  PortHandshake(PortDesk desk, SslHandler tls) {
    this.desk = desk;
    this.tls = tls;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows it
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof SslHandshakeCompletionEvent done)) {
      context.fireUserEventTriggered(event);
      return;
    }
    shakingDone();
    if (!done.isSuccess()) {
      LOG.debugf("A handshake failed: %s", done.cause().getMessage());
      context.close();
      return;
    }
    var connection = PortConnection.of(context.channel(), tls, desk.certificates());
    stranger = connection.agent() == null && desk.gate().stranger();
    if (connection.agent() == null && !stranger) {
      context.close();
      return;
    }
    context.pipeline().addLast(new PortRequests(desk, connection));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    shakingDone();
    if (stranger) {
      desk.gate().strangerDone();
    }
    desk.gate().connectionDone();
    desk.settled(context.channel());
    context.fireChannelInactive();
  }

  private void shakingDone() {
    if (shaking) {
      shaking = false;
      desk.gate().handshakeDone();
      desk.queue().goOn();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows it
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debugf("A connection broke: %s", cause.getMessage());
    context.close();
  }
}
