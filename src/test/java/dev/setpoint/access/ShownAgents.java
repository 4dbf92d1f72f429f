package dev.setpoint.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.join.AgentIdentity;
import dev.setpoint.trust.join.Enroller;
import dev.setpoint.trust.join.JoinException;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.Forgery;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Agents that joined over the real port, and certificates that nobody was given. */
final class ShownAgents {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration DAY = Duration.ofDays(1);

  private final RunningController controller;
  private final Path home;
  private final Map<AgentsShow, Shown> shown = new EnumMap<>(AgentsShow.class);
  private final AgentIdentity agent;
  private final AgentIdentity quarantined;

  ShownAgents(RunningController controller, Path home) throws IOException, JoinException {
    this.controller = controller;
    this.home = home;
    this.agent = join("web1");
    this.quarantined = join("twin1");
    joined();
    forged();
  }

  /**
   * What is shown.
   *
   * @param key and certificate, or null for none
   * @param node that the agent says it is
   * @param protocol of TLS, or empty for none at all
   */
  record Shown(@Nullable OwnKey key, String node, String instance, String protocol) {
    static Shown of(@Nullable OwnKey key) {
      return new Shown(key, "web1", "0".repeat(32), "TLSv1.3");
    }

    static Shown of(AgentIdentity who) {
      return new Shown(keyOf(who), who.node(), who.instance(), "TLSv1.3");
    }

    Shown over(String other) {
      return new Shown(key, node, instance, other);
    }

    Shown calledBy(String other) {
      return new Shown(key, other, instance, protocol);
    }
  }

  private static OwnKey keyOf(AgentIdentity who) {
    return new OwnKey(who.key(), List.of(who.certificate()));
  }

  Shown get(AgentsShow show) {
    return Objects.requireNonNull(shown.get(show), show::name);
  }

  /** Believes the controller alone. */
  X509TrustManager trust() {
    return PeerTrust.ofController(agent.authority(), agent.owner(), CLOCK);
  }

  private AgentIdentity join(String node) throws IOException, JoinException {
    String asked = JsonNodeFactory.instance.objectNode().put("node", node).toString();
    String text = controller.askAsOwner("/api/v1/tokens", asked).json().path("token").asText();
    return new Enroller(ProxySelector.of(null), CLOCK, RANDOM)
        .enrol(
            JoinAddress.of("127.0.0.1", controller.fleetPort()),
            JoinToken.parse(text).orElseThrow(),
            node,
            home.resolve("agent-" + node + "-" + RANDOM.nextInt(1 << 20)));
  }

  private void joined() throws IOException, JoinException {
    Shown revoked = Shown.of(join("gone1"));
    controller.askAsOwner("/api/v1/nodes/revoke", "{\"name\":\"gone1\"}");
    Shown before = Shown.of(join("again1"));
    join("again1");
    shown.put(AgentsShow.AGENT, Shown.of(agent));
    shown.put(AgentsShow.ANOTHERS, Shown.of(agent).calledBy("gone1"));
    shown.put(AgentsShow.OTHER_KEY, before);
    shown.put(AgentsShow.REVOKED, revoked);
    shown.put(AgentsShow.QUARANTINED, Shown.of(quarantined));
    shown.put(AgentsShow.NOTHING, Shown.of((OwnKey) null));
    shown.put(AgentsShow.PEOPLES_TOKENS, Shown.of((OwnKey) null));
    shown.put(AgentsShow.TLS_1_2, Shown.of(agent).over("TLSv1.2"));
    shown.put(AgentsShow.NO_TLS, Shown.of(agent).over(""));
  }

  private void forged() {
    KeyPair keys = Keys.make(RANDOM);
    Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
    Path own = controller.data().resolve("trust");
    put(AgentsShow.EXPIRED, leaf(own, "web1", now.minus(DAY.multipliedBy(2)), now.minus(DAY)));
    put(AgentsShow.NOT_YET, leaf(own, "web1", now.plus(DAY), now.plus(DAY.multipliedBy(2))));
    put(AgentsShow.UNKNOWN_NODE, leaf(own, "ghost1", now, now.plus(DAY)));
    shown.computeIfPresent(AgentsShow.UNKNOWN_NODE, (_, each) -> each.calledBy("ghost1"));
    put(AgentsShow.OTHER_AUTHORITY, leaf(home.resolve("other"), "web1", now, now.plus(DAY)));
    put(AgentsShow.SELF_SIGNED, Forgery.of("web1", "web1", keys, keys));
    var agentsKeys = new KeyPair(agent.certificate().getPublicKey(), agent.key());
    OwnKey byAgent = Forgery.of("web1", "web1", agentsKeys, keys);
    put(
        AgentsShow.BY_AGENT,
        new OwnKey(byAgent.privateKey(), List.of(byAgent.chain().getFirst(), agent.certificate())));
    put(AgentsShow.CONTROLLERS, authority(own, now).forController(List.of("127.0.0.1")));
    put(AgentsShow.WITHOUT_KEY, new OwnKey(keys.getPrivate(), List.of(agent.certificate())));
  }

  private void put(AgentsShow show, OwnKey key) {
    shown.put(show, Shown.of(key));
  }

  private Authority authority(Path directory, Instant now) {
    return Authority.open(directory, agent.owner(), () -> now, RANDOM);
  }

  private OwnKey leaf(Path directory, String node, Instant now, Instant until) {
    KeyPair keys = Keys.make(RANDOM);
    var leaf = authority(directory, now).forAgent(node, keys.getPublic(), until);
    return new OwnKey(keys.getPrivate(), List.of(leaf));
  }
}
