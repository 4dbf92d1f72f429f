package dev.setpoint.bench.fleet;

import dev.setpoint.link.agentend.Dialer;
import dev.setpoint.link.dial.DialSettings;
import dev.setpoint.link.message.MessageCodec;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens WebSockets as agents do, but thousands of them with a few threads, each from an address of
 * the loopback network.
 *
 * @param from address that this agent comes from
 */
record LoopbackDialer(
    EventLoopGroup sockets,
    InetSocketAddress controller,
    InetSocketAddress from,
    SslContext tls,
    Traffic traffic)
    implements Dialer {
  private static final int CONNECT_MILLIS = (int) DialSettings.CONNECT_WITHIN.toMillis();

  /** Bytes that TCP carried, TLS included, over all connections. */
  static final class Traffic {
    final AtomicLong sent = new AtomicLong();
    final AtomicLong received = new AtomicLong();

    long both() {
      return sent.get() + received.get();
    }
  }

  @Override
  public void dial(Caller caller) {
    var ears = new Ears(caller);
    new Bootstrap()
        .group(sockets)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel socket) {
                prepare(socket, ears);
              }
            })
        .connect(controller, from)
        .addListener((ChannelFuture done) -> {
          if (!done.isSuccess()) {
            caller.closed("no connection: " + done.cause().getMessage());
          }
        });
  }

  private void prepare(SocketChannel socket, Ears ears) {
    var uri =
        URI.create(
            "wss://%s:%d/agent/v1/link"
                .formatted(controller.getHostString(), controller.getPort()));
    var handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            uri,
            WebSocketVersion.V13,
            null,
            false,
            new DefaultHttpHeaders(),
            MessageCodec.MAX_BYTES);
    socket
        .pipeline()
        .addLast(
            new Counter(traffic),
            tls.newHandler(socket.alloc()),
            new HttpClientCodec(),
            new HttpObjectAggregator(8_192),
            new WebSocketClientProtocolHandler(handshaker),
            ears);
  }

  /** Counts below TLS. */
  private static final class Counter extends ChannelDuplexHandler {
    private final Traffic traffic;

    Counter(Traffic traffic) {
      this.traffic = traffic;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        traffic.received.addAndGet(bytes.readableBytes());
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf bytes) {
        traffic.sent.addAndGet(bytes.readableBytes());
      }
      var _ = context.write(message, promise);
    }
  }

  /** Hands what a WebSocket tells to whoever dialed. */
  private static final class Ears extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Caller caller;
    private String why = "the connection ended";

    Ears(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        caller.opened(new Line(context.channel(), new AtomicLong()));
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof BinaryWebSocketFrame binary) {
        caller.received(ByteBufUtil.getBytes(binary.content()));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      caller.closed(why);
      context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      why = "the connection broke: " + cause;
      var _ = context.close();
    }
  }

  /** A WebSocket as a channel of messages. */
  private record Line(io.netty.channel.Channel socket, AtomicLong queued)
      implements dev.setpoint.link.session.Channel {
    @Override
    public void send(byte[] message) {
      queued.addAndGet(message.length);
      socket
          .writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)))
          .addListener(_ -> queued.addAndGet(-message.length));
    }

    @Override
    public long waiting() {
      return queued.get();
    }

    @Override
    public void close() {
      var _ = socket.writeAndFlush(new CloseWebSocketFrame());
    }

    @Override
    public void abort() {
      var _ = socket.close();
    }
  }
}
