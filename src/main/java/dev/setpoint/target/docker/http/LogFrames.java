package dev.setpoint.target.docker.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes the frames apart in which an engine sends the output of a container without a terminal: one
 * byte for the stream, three zeros, four bytes of length, the text.
 */
final class LogFrames {
  private static final int HEADER = 8;

  private LogFrames() {}

  static String text(byte[] answer) {
    var out = new ByteArrayOutputStream();
    ByteBuffer rest = ByteBuffer.wrap(answer);
    while (isFrame(rest)) {
      int length = rest.getInt(rest.position() + 4);
      rest.position(rest.position() + HEADER);
      int take = Math.min(Math.max(length, 0), rest.remaining());
      out.write(answer, rest.position(), take);
      rest.position(rest.position() + take);
    }
    out.write(answer, rest.position(), rest.remaining());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isFrame(ByteBuffer rest) {
    int at = rest.position();
    return rest.remaining() >= HEADER
        && rest.get(at) <= 2
        && rest.get(at) >= 0
        && rest.get(at + 1) == 0
        && rest.get(at + 2) == 0
        && rest.get(at + 3) == 0;
  }
}
