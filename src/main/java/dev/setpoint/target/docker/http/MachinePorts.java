package dev.setpoint.target.docker.http;

import dev.setpoint.target.docker.api.HostPort;
import dev.setpoint.target.docker.api.PortProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Tries to listen on ports of this machine, as its engine will, and stops at once. Knows nothing
 * when the engine's socket was opened in another network than the one that this program sees, as
 * when one of them runs in a container.
 */
public final class MachinePorts implements PortProbe {
  private static final Path SOCKETS = Path.of("/proc/net/unix");

  private final Path socket;
  private final Path sockets;

  /**
   * The ports beside an engine.
   *
   * @param socket where the engine listens
   */
  public MachinePorts(Path socket) {
    this(socket, SOCKETS);
  }

  /**
   * The same.
   *
   * @param sockets the kernel's list of the unix sockets of the network that this program is on
   */
  MachinePorts(Path socket, Path sockets) {
    this.socket = socket;
    this.sockets = sockets;
  }

  @Override
  public Answer look(HostPort port) {
    return isOnOurNetwork() ? listen(port) : Answer.UNKNOWN;
  }

  private boolean isOnOurNetwork() {
    try (Stream<String> lines = Files.lines(sockets)) {
      Path real = socket.toRealPath();
      return lines
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .anyMatch(path -> path.startsWith("/") && isSame(path, real));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isSame(String path, Path real) {
    try {
      return path.endsWith("/" + socketName(real)) && Path.of(path).toRealPath().equals(real);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static String socketName(Path real) {
    return String.valueOf(real.getFileName());
  }

  private static Answer listen(HostPort port) {
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
