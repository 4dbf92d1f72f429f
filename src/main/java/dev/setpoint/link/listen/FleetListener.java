package dev.setpoint.link.listen;

import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.controlend.ControllerEnd;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The port for agents. TLS 1.3 alone; a client's certificate is asked for, and what a route needs
 * is judged per route. A few threads serve all sockets; whatever may block runs on the timeline.
 */
public final class FleetListener implements AutoCloseable {
  /**
   * No longer than what is served while agents wait, at fifty a second: the handshake of one that
   * has gone would be wasted.
   */
  private static final int BACKLOG = 1_024;

  private static final int MAX_LINE = 1_024;
  private static final int MAX_HEADERS = 8_192;

  private final Supplier<PortTls> tls;
  private final PortDesk desk;
  private final PortQueue queue;
  private final EventLoopGroup acceptor = new NioEventLoopGroup(1);
  private final EventLoopGroup sockets = new NioEventLoopGroup(2);
  private @Nullable Channel port;

  /**
   * A port that is not open.
   *
   * @param tls keys and trust for the next connection; may change over time
   */
  public FleetListener(
      Supplier<PortTls> tls,
      Certificates certificates,
      List<FleetRoute> routes,
      ControllerEnd end,
      Timeline timeline,
      ListenLimits limits) {
    this.tls = tls;
    var gate = new AcceptGate(limits);
    this.queue = new PortQueue(gate);
    this.desk =
        new PortDesk(new RouteTable(routes), certificates, end, timeline, limits, gate, queue);
  }

  /**
   * Opens the port.
   *
   * @param address where; port 0 takes a free one
   * @return where it is open
   * @throws io.netty.channel.ChannelException when it cannot be opened, with the reason
   */
  public InetSocketAddress open(InetSocketAddress address) {
    var opened =
        new ServerBootstrap()
            .group(acceptor, sockets)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.RCVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1))
            .handler(queue)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    accept(socket);
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
    port = opened;
    return (InetSocketAddress) opened.localAddress();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing needs no answer
  private void accept(SocketChannel socket) {
    var handler = handler(socket);
    handler.setHandshakeTimeout(desk.limits().settleWithin().toMillis(), TimeUnit.MILLISECONDS);
    var http =
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS));
    socket.pipeline().addLast(handler, http, new PortHandshake(desk, handler));
    PortDesk.mustSettle(
        socket,
        socket
            .eventLoop()
            .schedule(
                () -> socket.close(),
                desk.limits().settleWithin().toMillis(),
                TimeUnit.MILLISECONDS));
  }

  private SslHandler handler(SocketChannel socket) {
    try {
      return tls.get().handler(socket.alloc());
    } catch (RuntimeException e) {
      // Nobody sees this connection through: its places are free again.
      desk.gate().handshakeDone();
      desk.gate().connectionDone();
      queue.goOn();
      throw e;
    }
  }

  /** Handshakes that are not done; while they are as many as may be, others wait. */
  public int handshakes() {
    return desk.gate().handshakes();
  }

  /** Connections that were turned away since a limit was reached. */
  public long turnedAway() {
    return desk.gate().turnedAway();
  }

  /** Closes the port and what is left of its connections. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the threads end by themselves
  public void close() {
    var open = port;
    if (open != null) {
      open.close().syncUninterruptibly();
    }
    acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    sockets.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
