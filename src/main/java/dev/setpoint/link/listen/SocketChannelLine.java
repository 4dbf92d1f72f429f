package dev.setpoint.link.listen;

import dev.setpoint.link.session.Channel;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A WebSocket as a channel of messages. */
final class SocketChannelLine implements Channel {
  private static final int FLUSH_SECONDS = 5;

  private final io.netty.channel.Channel socket;
  private final AtomicLong waiting = new AtomicLong();

  SocketChannelLine(io.netty.channel.Channel socket) {
    this.socket = socket;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the channel tells of its own end
  public void send(byte[] message) {
    waiting.addAndGet(message.length);
    socket
        .writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)))
        .addListener(_ -> waiting.addAndGet(-message.length));
  }

  @Override
  public long waiting() {
    return waiting.get();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // closes either way
  public void close() {
    socket
        .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
        .addListener(ChannelFutureListener.CLOSE);
    socket.eventLoop().schedule(this::abort, FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows it
  public void abort() {
    socket.close();
  }
}
