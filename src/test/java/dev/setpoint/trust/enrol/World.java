package dev.setpoint.trust.enrol;

import dev.setpoint.fixture.SteppingClock;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.trust.Digests;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.NoLinks;
import dev.setpoint.trust.TrustDesk;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.wire.EnrolRequest;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.RenewRequest;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A controller's side of joining on a real data directory; can be closed and opened again. */
public final class World implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String INSTANCE = "0123456789abcdef0123456789abcdef";

  private final SteppingClock clock;
  private final NoLinks links = new NoLinks();
  private final SqliteStore store;
  private final Authority authority;
  private final OrderKey orderKey;
  private final JoinDoor door;
  private final TrustDesk desk;

  public World(Path data, SteppingClock clock, int port) {
    this.clock = clock;
    this.store = SqliteStore.open(data, clock);
    this.authority = Authority.open(data.resolve("trust"), "0f".repeat(16), clock, RANDOM);
    this.orderKey = OrderKey.open(data.resolve("trust"));
    var parts =
        new JoinDoor.Parts(
            authority,
            orderKey,
            store.tokenBook(),
            store.nodeRegistry(),
            data.resolve("agent.tar.gz"));
    this.door = JoinDoor.of(parts, clock, RANDOM);
    this.desk =
        new TrustDesk(
            Optional.of(
                new TrustDesk.Reception(JoinAddress.of("127.0.0.1", port), authority.digest())),
            store.tokenBook(),
            store.nodeRegistry(),
            links,
            clock,
            RANDOM);
  }

  /** A clock at the present time, so that certificates are good. */
  public static SteppingClock clock() {
    return new SteppingClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  public SteppingClock time() {
    return clock;
  }

  public SqliteStore store() {
    return store;
  }

  public Authority authority() {
    return authority;
  }

  public OrderKey orderKey() {
    return orderKey;
  }

  public JoinDoor door() {
    return door;
  }

  public TrustDesk desk() {
    return desk;
  }

  NoLinks links() {
    return links;
  }

  /** A token for web1. */
  public JoinToken token() {
    return desk.invite("web1", dev.setpoint.trust.Enrolment.TOKEN_LIFE, "ada").token();
  }

  static KeyPair keys() {
    return Keys.make(RANDOM);
  }

  static EnrolRequest request(JoinToken token, String node, KeyPair keys) {
    return request(token.id(), token.secret(), node, keys);
  }

  static EnrolRequest request(String id, String secret, String node, KeyPair keys) {
    String key = Pem.base64(keys.getPublic());
    String proof = Keys.prove(keys.getPrivate(), Keys.joining(id, node, key));
    return new EnrolRequest(id, secret, node, key, proof, INSTANCE);
  }

  JoinAnswer.Text enrol(EnrolRequest request) {
    return (JoinAnswer.Text) door.enrol(bytes(request));
  }

  JoinAnswer.Text renewLate(String node, KeyPair keys, String nonce) {
    String key = Pem.base64(keys.getPublic());
    String proof = Keys.prove(keys.getPrivate(), Keys.renewing(nonce, node, key));
    return (JoinAnswer.Text) door.renewLate(bytes(new RenewRequest(node, key, nonce, proof)));
  }

  static byte[] bytes(Record json) {
    return JoinJson.write(json).getBytes(StandardCharsets.UTF_8);
  }

  static String hash(KeyPair keys) {
    return Digests.ofKey(keys.getPublic());
  }

  @Override
  public void close() {
    store.close();
  }
}
