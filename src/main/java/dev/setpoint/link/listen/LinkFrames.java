package dev.setpoint.link.listen;

import dev.setpoint.link.session.ChannelEars;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Hands the frames of one connection to whoever listens to it. */
final class LinkFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final ChannelEars ears;
  private String end = "the agent closed the connection";

  LinkFrames(ChannelEars ears) {
    this.ears = ears;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the channel tells of its own end
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case BinaryWebSocketFrame binary -> ears.received(ByteBufUtil.getBytes(binary.content()));
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case PongWebSocketFrame _ -> {}
      default -> context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ears.closed(end);
    context.fireChannelInactive();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the channel tells of its own end
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end = "the connection broke: " + cause.getMessage();
    context.close();
  }
}
