package dev.setpoint.link.listen;

import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.link.listen.FleetRoute.Answer;
import dev.setpoint.link.listen.FleetRoute.Question;
import dev.setpoint.link.message.MessageCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.ByteArrayOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one request of a connection: either it becomes the connection of an agent, or it is answered
 * and the connection closed. Route, certificate and size are judged before a body is kept.
 */
final class PortRequests extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = Logger.getLogger(PortRequests.class);

  private final PortDesk desk;
  private final PortConnection connection;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable HttpRequest request;
  private @Nullable FleetRoute route;
  private boolean answered;

  PortRequests(PortDesk desk, PortConnection connection) {
    this.desk = desk;
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (answered) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      refuse(context, PortRefusals.MALFORMED);
      return;
    }
    if (part instanceof HttpRequest begun) {
      begin(context, begun);
    }
    if (!answered && part instanceof HttpContent content) {
      goOn(context, content);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest begun) {
    var key = RouteTable.key(begun.method().name(), begun.uri());
    var found = desk.routes().find(key);
    boolean link = key.equals(RouteTable.LINK);
    if (request != null || (found == null && !link)) {
      refuse(context, PortRefusals.NO_SUCH_ROUTE);
    } else if ((link || (found != null && found.needsAgent())) && connection.agent() == null) {
      refuse(context, PortRefusals.AGENTS_ALONE);
    } else if (HttpUtil.getContentLength(begun, 0L) > (found == null ? 0 : found.maxBody())) {
      refuse(context, PortRefusals.TOO_LARGE);
    } else {
      request = begun;
      route = found;
    }
  }

  private void goOn(ChannelHandlerContext context, HttpContent content) {
    int room = (route == null ? 0 : route.maxBody()) - body.size();
    if (content.content().readableBytes() > room) {
      refuse(context, PortRefusals.TOO_LARGE);
      return;
    }
    byte[] bytes = new byte[content.content().readableBytes()];
    content.content().readBytes(bytes);
    body.writeBytes(bytes);
    if (content instanceof LastHttpContent) {
      answered = true;
      if (route == null) {
        upgrade(context);
      } else {
        ask(context, route);
      }
    }
  }

  private void ask(ChannelHandlerContext context, FleetRoute asked) {
    if (!desk.gate().question()) {
      answer(context, PortRefusals.BUSY);
      return;
    }
    var question =
        new Question(
            Bytes.of(body.toByteArray()),
            connection.agent(),
            connection.chain(),
            connection.address());
    desk.timeline()
        .start(
            "answer",
            () -> {
              var answer = answerOf(asked, question);
              desk.gate().questionDone();
              context.executor().execute(() -> answer(context, answer));
            });
  }

  private static Answer answerOf(FleetRoute asked, Question question) {
    try {
      return asked.handler().answer(question);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s %s could not be answered", asked.method(), asked.path());
      return PortRefusals.INTERNAL;
    }
  }

  private void refuse(ChannelHandlerContext context, Answer refusal) {
    answered = true;
    answer(context, refusal);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closes either way
  private static void answer(ChannelHandlerContext context, Answer answer) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body().array()));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
        .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the channel tells of its own end
  private void upgrade(ChannelHandlerContext context) {
    var agent = connection.agent();
    var begun = request;
    if (agent == null || begun == null) {
      refuse(context, PortRefusals.AGENTS_ALONE);
      return;
    }
    var whole =
        new DefaultFullHttpRequest(
            begun.protocolVersion(), begun.method(), begun.uri(), Unpooled.EMPTY_BUFFER);
    whole.headers().set(begun.headers());
    var shaker = frames(begun.uri()).newHandshaker(whole);
    if (shaker == null || !isWebSocket(begun)) {
      refuse(context, PortRefusals.MALFORMED);
      return;
    }
    var socket = context.channel();
    shaker.handshake(socket, whole);
    var channel = new SocketChannelLine(socket);
    var ears = desk.end().arrive(agent, connection.address(), channel);
    context
        .pipeline()
        .addLast(new WebSocketFrameAggregator(MessageCodec.MAX_BYTES), new LinkFrames(ears));
    context.pipeline().remove(this);
    desk.settled(socket);
  }

  private static boolean isWebSocket(HttpRequest begun) {
    return begun.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static WebSocketServerHandshakerFactory frames(String uri) {
    var config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(MessageCodec.MAX_BYTES)
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .closeOnProtocolViolation(true)
            .build();
    return new WebSocketServerHandshakerFactory(uri, null, config);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows it
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debugf("A connection from %s broke: %s", connection.address(), cause.getMessage());
    context.close();
  }
}
