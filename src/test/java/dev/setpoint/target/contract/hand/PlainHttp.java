package dev.setpoint.target.contract.hand;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * HTTP over a unix socket, one connection per call. It speaks version 1.0, so that an answer ends
 * with its connection and has no chunks.
 */
final class PlainHttp {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Path socket;

  PlainHttp(Path socket) {
    this.socket = socket;
  }

  /** Something to send. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(String type, byte[] bytes) {
    static final Body NONE = new Body("application/json", new byte[0]);
  }

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean isGood() {
      return status < 400;
    }
  }

  Answer call(String method, String path, Body body) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String head =
          "%s %s HTTP/1.0\r\nHost: engine\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(method, path, body.type(), body.bytes().length);
      // In one piece: a server that refuses by the head alone closes before a second one comes.
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      whole.writeBytes(body.bytes());
      write(channel, whole.toByteArray());
      return answer(method + " " + path, read(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] read(SocketChannel channel) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Channels.newInputStream(channel).transferTo(bytes);
    return bytes.toByteArray();
  }

  private static Answer answer(String call, byte[] bytes) {
    int end = indexOfHeadEnd(bytes);
    if (end < 0) {
      throw new AssertionError(call + ": no answer");
    }
    String head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
    int status = Integer.parseInt(head.split(" ", 3)[1]);
    return new Answer(status, Arrays.copyOfRange(bytes, end + HEAD_END.length, bytes.length));
  }

  private static int indexOfHeadEnd(byte[] bytes) {
    for (int at = 0; at + HEAD_END.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
        return at;
      }
    }
    return -1;
  }
}
