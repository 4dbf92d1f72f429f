package dev.setpoint.target.docker.http;

import dev.setpoint.target.docker.api.HostPort;
import dev.setpoint.target.docker.api.PortProbe;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tries to listen on ports of this machine, as its engine will, and stops at once. */
public final class MachinePorts implements PortProbe {
  MachinePorts() {}

  /**
   * The probe of this machine. A program in a container has a network of its own as a rule, so
   * there it knows nothing.
   */
  public static PortProbe probe() {
    boolean contained =
        Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    return contained ? PortProbe.blind() : new MachinePorts();
  }

  @Override
  public Answer look(HostPort port) {
    try {
      return switch (port.protocol()) {
        case "tcp" -> listenTcp(port);
        case "udp" -> listenUdp(port);
        default -> Answer.UNKNOWN;
      };
    } catch (BindException e) {
      // Other reasons are no right to that port, and an address that the machine does not have.
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return message.contains("in use") ? Answer.TAKEN : Answer.UNKNOWN;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Answer.UNKNOWN;
    }
  }

  private static Answer listenTcp(HostPort port) throws IOException {
    try (var channel = ServerSocketChannel.open(family(port))) {
      channel.bind(address(port), 1);
      return Answer.FREE;
    }
  }

  private static Answer listenUdp(HostPort port) throws IOException {
    try (var channel = DatagramChannel.open(family(port))) {
      channel.bind(address(port));
      return Answer.FREE;
    }
  }

  private static ProtocolFamily family(HostPort port) {
    return port.isVersion6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
  }

  private static InetSocketAddress address(HostPort port) {
    String text = port.address().isEmpty() ? "0.0.0.0" : port.address();
    return new InetSocketAddress(InetAddress.ofLiteral(text), port.port());
  }
}
