package dev.setpoint.target.docker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.target.docker.api.HostPort;
import dev.setpoint.target.docker.api.PortProbe.Answer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether somebody listens here, and which ports are in each other's way. */
class MachinePortsTest {
  @TempDir Path folder;
  private ServerSocketChannel engine;
  private MachinePorts ports;

  @BeforeEach
  void open() throws IOException {
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(folder.resolve("engine.sock")));
    ports = new MachinePorts(folder.resolve("engine.sock"));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  @Test
  void knowsNothingOfAnEngineOnAnotherNetwork() throws IOException {
    Path sockets = folder.resolve("unix");
    Files.writeString(
        sockets,
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 17181 /run/engine.sock
        0000000000000000: 00000003 00000000 00000000 0001 03 17182
        """);
    var elsewhere = new MachinePorts(folder.resolve("engine.sock"), sockets);
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = new HostPort("127.0.0.1", holder.getLocalPort(), "tcp");
      assertThat(elsewhere.look(port)).isEqualTo(Answer.UNKNOWN);
      assertThat(new MachinePorts(folder.resolve("nothing.sock")).look(port))
          .isEqualTo(Answer.UNKNOWN);
    }
  }

  @Test
  void findsTheEngineThroughALink() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolve("link.sock"), folder.resolve("engine.sock"));
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = new HostPort("127.0.0.1", holder.getLocalPort(), "tcp");
      assertThat(new MachinePorts(link).look(port)).isEqualTo(Answer.TAKEN);
    }
  }

  @Test
  void seesWhoListensAndThatTheyStopped() throws IOException {
    HostPort local;
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      local = new HostPort("127.0.0.1", holder.getLocalPort(), "tcp");
      assertThat(ports.look(local)).isEqualTo(Answer.TAKEN);
      assertThat(ports.look(new HostPort("", local.port(), "tcp"))).isEqualTo(Answer.TAKEN);
      assertThat(ports.look(new HostPort("127.0.0.2", local.port(), "tcp"))).isEqualTo(Answer.FREE);
    }
    assertThat(ports.look(local)).isEqualTo(Answer.FREE);
  }

  @Test
  void seesDatagrams() throws IOException {
    try (var holder =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      assertThat(ports.look(new HostPort("127.0.0.1", holder.getLocalPort(), "udp")))
          .isEqualTo(Answer.TAKEN);
    }
  }

  @Test
  void doesNotKnowWhatItCannotTry() {
    assertThat(ports.look(new HostPort("", 9, "sctp"))).isEqualTo(Answer.UNKNOWN);
    assertThat(ports.look(new HostPort("192.0.2.1", 8080, "tcp"))).isEqualTo(Answer.UNKNOWN);
    assertThat(ports.look(new HostPort("no address", 8080, "tcp"))).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void allAddressesAreInTheWayOfEachOfTheirVersion() {
    var local = new HostPort("127.0.0.1", 80, "tcp");
    assertThat(new HostPort("0.0.0.0", 80, "tcp").overlaps(local)).isTrue();
    assertThat(local.overlaps(new HostPort("", 80, "tcp"))).isTrue();
    assertThat(local.overlaps(new HostPort("127.0.0.2", 80, "tcp"))).isFalse();
    assertThat(local.overlaps(new HostPort("127.0.0.1", 80, "udp"))).isFalse();
    assertThat(local.overlaps(new HostPort("::", 80, "tcp"))).isFalse();
    assertThat(new HostPort("::", 80, "tcp").overlaps(new HostPort("::1", 80, "tcp"))).isTrue();
  }

  @Test
  void isWrittenAsPeopleDo() {
    assertThat(new HostPort("0.0.0.0", 80, "tcp")).hasToString("80/tcp");
    assertThat(new HostPort("127.0.0.1", 53, "udp")).hasToString("127.0.0.1:53/udp");
  }
}
