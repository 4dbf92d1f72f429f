package dev.setpoint.access;

import dev.setpoint.access.ShownAgents.Shown;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.message.MessageCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the port for agents in bytes, so that no client tidies up what is asked.
 *
 * @param trust in the controller
 */
record AgentsPort(int port, X509TrustManager trust) {
  private static final String UPGRADE =
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nX-Connection: Upgrade";

  /** Asks, with one more header. */
  Answer ask(Shown shown, String method, String path, String header, String body) {
    try (Socket socket = open(shown)) {
      return Answer.over(socket, RunningController.request(method, path, header, body));
    } catch (IOException refused) {
      return Answer.NONE;
    }
  }

  /** Opens the link as an agent does, without a word over it. */
  Answer askForLink(Shown shown) {
    try (Socket socket = open(shown)) {
      return Answer.over(socket, linkRequest());
    } catch (IOException refused) {
      return Answer.NONE;
    }
  }

  /** Opens the link, says hello, and hears the first message; empty when there is no link. */
  Optional<ControllerMessage> greet(Shown shown, long session) throws IOException {
    try (Socket socket = open(shown)) {
      if (Answer.over(socket, linkRequest()).status() != 101) {
        return Optional.empty();
      }
      var hello =
          new Hello(
              MessageCodec.PROTOCOL,
              shown.node(),
              shown.instance(),
              session,
              "0123456789abcdef0123456789abcdef",
              "1",
              0,
              "",
              "j1",
              1,
              "");
      write(socket.getOutputStream(), MessageCodec.encode(1, hello));
      var message = read(new DataInputStream(socket.getInputStream()));
      return Optional.of(MessageCodec.controllerMessage(message).message());
    }
  }

  private static String linkRequest() {
    return RunningController.request("GET", "/agent/v1/link", UPGRADE, "")
        .replace("Connection: close\r\n", "")
        .replace("X-Connection", "Connection");
  }

  private Socket open(Shown shown) throws IOException {
    if (shown.protocol().isEmpty()) {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    }
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          shown.key() == null ? new KeyManager[0] : new KeyManager[] {shown.key()},
          new TrustManager[] {trust},
          null);
      var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setEnabledProtocols(new String[] {shown.protocol()});
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One masked binary frame; the mask is nothing, which is one as well. */
  private static void write(OutputStream out, byte[] message) throws IOException {
    var frame = ByteBuffer.allocate(message.length + 8);
    frame.put((byte) 0x82).put((byte) (0x80 | 126)).putShort((short) message.length).putInt(0);
    out.write(frame.put(message).array());
    out.flush();
  }

  private static byte[] read(DataInputStream in) throws IOException {
    in.readUnsignedByte();
    int length = in.readUnsignedByte();
    byte[] message = new byte[length == 126 ? in.readUnsignedShort() : length];
    in.readFully(message);
    return message;
  }
}
