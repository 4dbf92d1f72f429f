package dev.setpoint.link.real;

import dev.setpoint.trust.leaf.OwnKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Raw HTTP to the port, so that no client tidies up what is asked. */
record PortQuestions(RealFleet fleet, @Nullable OwnKey key, String protocol) {
  static PortQuestions over(RealFleet fleet, @Nullable OwnKey key) {
    return new PortQuestions(fleet, key, "TLSv1.3");
  }

  /** The whole answer. */
  String ask(String method, String uri, String body) throws IOException {
    var head =
        "%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, uri, body.length());
    return send(head + body);
  }

  String send(String text) throws IOException {
    var context = RealFleet.context(key, fleet.trustOfAgents());
    try (var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(fleet.address().getAddress(), fleet.address().getPort())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
