package dev.setpoint;

import dev.setpoint.cli.session.UpOptions.FleetPort;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.controlend.RegistryAdmission;
import dev.setpoint.link.listen.FleetListener;
import dev.setpoint.link.listen.FleetRoute;
import dev.setpoint.link.listen.FleetRoute.Answer;
import dev.setpoint.link.listen.FleetRoute.Handler;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.listen.RuledCertificates;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.trust.Access;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.TrustDesk.Reception;
import dev.setpoint.trust.enrol.JoinAnswer;
import dev.setpoint.trust.enrol.JoinDoor;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where agents of other machines join and connect: authority, keys, connections and the port. The
 * identities are read before the port opens.
 */
final class FleetDoor implements AutoCloseable {
  private static final String LINK = "/agent/v1/link";

  private final FleetPort port;
  private final Authority authority;
  private final ControllerEnd end;
  private final FleetListener listener;

  /**
   * A door that is closed.
   *
   * @param who id of the installation, and its version
   * @param archive the agent's program, packed; need not be there
   */
  FleetDoor(
      FleetPort port,
      SqliteStore store,
      Timeline timeline,
      FleetEvents events,
      ControllerEnd.Settings who,
      Path archive) {
    var random = new SecureRandom();
    var directory = store.directory().trust();
    this.port = port;
    this.authority = Authority.open(directory, who.owner(), timeline, random);
    var orderKey = OrderKey.open(directory);
    this.end =
        new ControllerEnd(
            who,
            timeline,
            OrderSeal.signer(orderKey.privateKey()),
            new RegistryAdmission(store.nodeRegistry()),
            events);
    var parts =
        new JoinDoor.Parts(authority, orderKey, store.tokenBook(), store.nodeRegistry(), archive);
    var rules = new LeafRules(authority.certificate());
    var shown = new ShownCertificate(authority, rules, port.hosts(), timeline);
    this.listener =
        new FleetListener(
            shown::tls,
            new RuledCertificates(rules, timeline),
            routes(JoinDoor.of(parts, timeline, random)),
            end,
            timeline,
            ListenLimits.standard());
  }

  static ControllerEnd.Settings settings(String owner, String version) {
    return new ControllerEnd.Settings(owner, version, LinkTimings.standard());
  }

  /** What the table of who may ask what names, and nothing else; the link has its own way in. */
  private static List<FleetRoute> routes(JoinDoor door) {
    Map<String, Handler> handlers =
        Map.of(
            "GET /join/v1/ca.pem", _ -> answer(door.authority()),
            "GET /join/v1/install.sh", _ -> answer(door.installScript()),
            "GET /join/v1/agent.tar.gz", _ -> answer(door.agentArchive()),
            "GET /join/v1/nonce", _ -> answer(door.nonce()),
            "POST /join/v1/enrol", asked -> answer(door.enrol(asked.body().array())),
            "POST /join/v1/renew", asked -> answer(door.renewLate(asked.body().array())),
            "POST /agent/v1/renew", asked -> answer(door.renew(asked.chain())));
    return Access.FLEET.routes().stream()
        .filter(route -> !route.path().equals(LINK))
        .map(route -> route(route, handlers.get(route.method() + " " + route.path())))
        .toList();
  }

  private static FleetRoute route(Access.Route route, @Nullable Handler handler) {
    if (handler == null) {
      throw new IllegalStateException("nobody answers " + route);
    }
    boolean needsAgent = route.least() != Access.Least.ANYONE;
    return new FleetRoute(route.method(), route.path(), needsAgent, JoinJson.MAX_BYTES, handler);
  }

  private static Answer answer(JoinAnswer answer) {
    return switch (answer) {
      case JoinAnswer.Text(int status, var type, var body) ->
          new Answer(status, type, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
      case JoinAnswer.File(int status, var type, var file) ->
          new Answer(status, type, Bytes.of(content(file)));
    };
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FleetLinks links() {
    return end;
  }

  /** Where machines join, for the command that people paste. */
  Reception reception() {
    return new Reception(JoinAddress.of(port.hosts().getFirst(), port.port()), authority.digest());
  }

  /** Opens the port. */
  void open() {
    end.start();
    listener.open(new InetSocketAddress(port.address(), port.port()));
  }

  @Override
  public void close() {
    end.close();
    listener.close();
  }
}
