package dev.setpoint.trust.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.fixture.SteppingClock;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.NodeIdentity.State;
import dev.setpoint.trust.NodeRegistry.Arrival;
import dev.setpoint.trust.PersonToken;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TokenBook;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.wire.EnrolAnswer;
import dev.setpoint.trust.wire.EnrolRequest;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.NonceAnswer;
import dev.setpoint.trust.wire.RenewAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining, staying and being thrown out, on the real store. */
@SuppressWarnings("NullAway.Init")
class JoinDoorTest {
  private static final String INSTANCE = "0123456789abcdef0123456789abcdef";

  @TempDir Path data;

  private final SteppingClock clock = World.clock();
  private World world;

  @BeforeEach
  void open() {
    world = new World(data, clock, 7438);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void restart() {
    world.close();
    open();
  }

  private static <T> T read(JoinAnswer.Text answer, Class<T> type) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JoinJson.read(answer.body().getBytes(StandardCharsets.UTF_8), type).orElseThrow();
  }

  private static X509Certificate certificate(JoinAnswer.Text answer)
      throws GeneralSecurityException {
    return Pem.certificate(read(answer, EnrolAnswer.class).certificate());
  }

  private List<AuditEvent> trail() {
    return world
        .store()
        .auditLog()
        .list(new AuditLog.Query(null, null, Long.MAX_VALUE, 50))
        .stream()
        .map(AuditEntry::event)
        .toList();
  }

  @Test
  void aMachineJoinsWithWhatTheTokenSays() throws GeneralSecurityException {
    JoinToken token = world.token();
    KeyPair keys = World.keys();
    EnrolAnswer answer = read(world.enrol(World.request(token, "web1", keys)), EnrolAnswer.class);
    X509Certificate certificate = Pem.certificate(answer.certificate());
    assertThat(world.door().identify(List.of(certificate))).isEqualTo(new Identity.Agent("web1"));
    assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(certificate.getNotAfter()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    assertThat(Pem.publicKey(answer.orderKey(), "Ed25519")).isEqualTo(world.orderKey().publicKey());
    assertThat(trail())
        .anyMatch(event ->
            event instanceof AuditEvent.Enrolled(var node, var id, _, _)
                && node.equals("web1")
                && id.equals(token.id()))
        .anyMatch(event -> event instanceof AuditEvent.TokenMade made && made.by().equals("ada"))
        .noneMatch(event -> event.toString().contains(token.secret()));
    assertThat(world.door().counts().joined()).isEqualTo(1);
  }

  @Test
  void ofAThousandAtOnceOneWins() throws InterruptedException, ExecutionException {
    JoinToken token = world.token();
    List<Callable<JoinAnswer.Text>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      EnrolRequest request = World.request(token, "web1", World.keys());
      calls.add(() -> world.enrol(request));
    }
    int winners = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<JoinAnswer.Text> answer : threads.invokeAll(calls)) {
        winners += answer.get().status() == 200 ? 1 : 0;
      }
    }
    assertThat(winners).isEqualTo(1);
    assertThat(trail()).filteredOn(AuditEvent.Enrolled.class::isInstance).hasSize(1);
  }

  @Test
  void aLostAnswerCostsNothing() {
    JoinToken token = world.token();
    EnrolRequest request = World.request(token, "web1", World.keys());
    assertThat(world.enrol(request).status()).isEqualTo(200);
    assertThat(world.enrol(request).status()).isEqualTo(200);
    assertThat(world.enrol(World.request(token, "web1", World.keys())).body())
        .contains("TokenUsed");
    assertThat(trail()).filteredOn(AuditEvent.Enrolled.class::isInstance).hasSize(1);
  }

  @Test
  void fiveWrongSecretsLockATokenAlsoOverARestart() {
    JoinToken token = world.token();
    String wrong = "A".repeat(43);
    for (int i = 0; i < 5; i++) {
      assertThat(world.enrol(World.request(token.id(), wrong, "web1", World.keys())).body())
          .contains("TokenRefused")
          .doesNotContain("Locked");
    }
    restart();
    assertThat(world.enrol(World.request(token, "web1", World.keys())).body())
        .contains("TokenLocked");
    assertThat(trail())
        .anyMatch(event -> event instanceof AuditEvent.TokenEnded ended && ended.by() == null);
  }

  @Test
  void tokensEnd() {
    JoinToken late = world.token();
    clock.step(Duration.ofMinutes(15));
    assertThat(world.enrol(World.request(late, "web1", World.keys())).body())
        .contains("TokenExpired");
    JoinToken takenBack = world.token();
    assertThat(world.desk().revokeToken(takenBack.id(), "ada")).isTrue();
    assertThat(world.enrol(World.request(takenBack, "web1", World.keys())).body())
        .contains("TokenRevoked");
    assertThat(world.desk().tokens()).isEmpty();
  }

  /** Cases T7, T10: the name is the token's, whatever the machine says. */
  @Test
  void nobodyJoinsUnderAnotherName() {
    JoinToken token = world.token();
    assertThat(world.enrol(World.request(token, "db1", World.keys())).body())
        .contains("TokenOfAnotherNode");
    assertThat(world.enrol(World.request(token, "web1\u202e", World.keys())).status())
        .isEqualTo(400);
    assertThat(world.enrol(World.request(token, "*", World.keys())).status()).isEqualTo(400);
    assertThat(world.enrol(World.request(token, "web1", World.keys())).status()).isEqualTo(200);
  }

  /** Case T3: a public key, or the proof of another request, is no proof. */
  @Test
  void whoDoesNotHoldTheKeyDoesNotJoin() {
    JoinToken token = world.token();
    JoinToken other = world.token();
    EnrolRequest good = World.request(token, "web1", World.keys());
    EnrolRequest foreign = World.request(other, "web1", World.keys());
    var stolenKey =
        new EnrolRequest(
            token.id(), token.secret(), "web1", foreign.publicKey(), good.proof(), INSTANCE);
    var stolenProof =
        new EnrolRequest(
            token.id(), token.secret(), "web1", foreign.publicKey(), foreign.proof(), INSTANCE);
    assertThat(world.enrol(stolenKey).body()).contains("ProofRefused");
    assertThat(world.enrol(stolenProof).body()).contains("ProofRefused");
    assertThat(world.enrol(good).status()).isEqualTo(200);
  }

  /** Case T13: fields that nobody asked for are an error, not a wish. */
  @Test
  void takesNoFieldThatItDoesNotKnow() {
    EnrolRequest request = World.request(world.token(), "web1", World.keys());
    String more = JoinJson.write(request).replaceFirst("\\{", "{\"role\":\"admin\",");
    String twice = JoinJson.write(request).replaceFirst("\\{", "{\"node\":\"db1\",");
    for (String body : List.of(more, twice, "", "null", "[]", "{}", "{\"token\":null}")) {
      assertThat(world.door().enrol(body.getBytes(StandardCharsets.UTF_8)).status())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(world.door().enrol(new byte[JoinJson.MAX_BYTES + 1]).status()).isEqualTo(400);
  }

  /** Case T14: a revocation holds from the first moment after a restart. */
  @Test
  void revokedIsRevokedAlsoAfterARestart() throws GeneralSecurityException {
    KeyPair keys = World.keys();
    JoinToken open = world.token();
    var chain = List.of(certificate(world.enrol(World.request(world.token(), "web1", keys))));
    assertThat(world.desk().revoke("web1", "ada", "sold")).isTrue();
    assertThat(world.links().closed()).containsExactly("web1 Revoked");
    restart();
    assertThat(world.door().identify(chain)).isEqualTo(new Identity.Nobody());
    assertThat(world.door().renew(chain).status()).isEqualTo(403);
    assertThat(world.store().nodeRegistry().arrive("web1", INSTANCE, 1))
        .isInstanceOf(Arrival.Barred.class);
    assertThat(world.renewLate("web1", keys, nonce()).status()).isEqualTo(403);
    assertThat(world.enrol(World.request(open, "web1", World.keys())).body())
        .contains("TokenRevoked");
    assertThat(world.desk().release("web1", "ada")).isFalse();
    assertThat(world.enrol(World.request(world.token(), "web1", World.keys())).status())
        .isEqualTo(200);
    assertThat(world.door().identify(chain)).isEqualTo(new Identity.Nobody());
  }

  private String nonce() {
    return read((JoinAnswer.Text) world.door().nonce(), NonceAnswer.class).nonce();
  }

  @Test
  void aSecondMachineWithTheSameIdentityQuarantinesTheNode() throws GeneralSecurityException {
    var chain =
        List.of(certificate(world.enrol(World.request(world.token(), "web1", World.keys()))));
    var nodes = world.store().nodeRegistry();
    assertThat(nodes.arrive("web1", INSTANCE, 1)).isInstanceOf(Arrival.Admitted.class);
    assertThat(nodes.arrive("web1", INSTANCE, 2)).isInstanceOf(Arrival.Admitted.class);
    restart();
    nodes = world.store().nodeRegistry();
    assertThat(nodes.arrive("web1", INSTANCE, 2)).isInstanceOf(Arrival.Cloned.class);
    assertThat(nodes.arrive("web1", INSTANCE, 9)).isInstanceOf(Arrival.Barred.class);
    assertThat(world.door().identify(chain)).isEqualTo(new Identity.Nobody());
    assertThat(nodes.find("web1").orElseThrow().state()).isEqualTo(State.QUARANTINED);
    assertThat(world.desk().release("web1", "ada")).isTrue();
    assertThat(nodes.arrive("web1", INSTANCE, 3)).isInstanceOf(Arrival.Admitted.class);
    assertThat(nodes.arrive("web1", "f".repeat(32), 4)).isInstanceOf(Arrival.Cloned.class);
    assertThat(nodes.arrive("db1", INSTANCE, 1)).isInstanceOf(Arrival.Barred.class);
    assertThat(trail())
        .filteredOn(AuditEvent.NodeBarred.class::isInstance)
        .hasSize(2)
        .allMatch(event -> event instanceof AuditEvent.NodeBarred barred && barred.by() == null);
  }

  @Test
  void aNodeRenewsLateForThirtyDaysWithItsOwnKey() throws GeneralSecurityException {
    KeyPair keys = World.keys();
    var old = certificate(world.enrol(World.request(world.token(), "web1", keys)));
    clock.step(Duration.ofDays(31).minusMinutes(1));
    assertThat(world.door().identify(List.of(old))).isEqualTo(new Identity.Nobody());
    assertThat(world.renewLate("web1", World.keys(), nonce()).body()).contains("RenewalRefused");
    assertThat(world.renewLate("db1", keys, nonce()).body()).contains("RenewalRefused");
    var renewed = read(world.renewLate("web1", keys, nonce()), RenewAnswer.class);
    assertThat(world.door().identify(List.of(Pem.certificate(renewed.certificate()))))
        .isEqualTo(new Identity.Agent("web1"));
    clock.step(Duration.ofDays(31).plusMinutes(1));
    assertThat(world.renewLate("web1", keys, nonce()).body()).contains("30 days ago");
  }

  /** Case T2: what was said once is worth nothing later, nor after a restart. */
  @Test
  void anOldSignatureDoesNotRenew() {
    KeyPair keys = World.keys();
    world.enrol(World.request(world.token(), "web1", keys));
    String nonce = nonce();
    assertThat(world.renewLate("web1", keys, nonce).status()).isEqualTo(200);
    clock.step(Duration.ofMinutes(1));
    assertThat(world.renewLate("web1", keys, nonce).body()).contains("ProofRefused");
    clock.step(Duration.ofMinutes(-2));
    assertThat(world.renewLate("web1", keys, nonce).body()).contains("ProofRefused");
    clock.step(Duration.ofMinutes(1));
    restart();
    assertThat(world.renewLate("web1", keys, nonce).body()).contains("ProofRefused");
    assertThat(world.renewLate("web1", keys, "A".repeat(75)).body()).contains("ProofRefused");
  }

  @Test
  void peopleComeInByTheirOwnTokensUntilThoseAreTakenBack() {
    var token = world.desk().admit("ben", Role.VIEWER, null, "ada").token();
    restart();
    var tokens = world.store().tokenBook();
    assertThat(tokens.person(token)).contains(new Identity.Person("ben", Role.VIEWER));
    assertThat(tokens.revoke(token.id(), "ada")).isTrue();
    assertThat(tokens.person(token)).isEmpty();
    assertThat(tokens.revoke(token.id(), "ada")).isFalse();
  }

  @Test
  void aPersonsTokenEndsWhenItWasToldTo() {
    var given = world.desk().admit("ben", Role.VIEWER, Duration.ofDays(90), "ada");
    restart();
    var tokens = world.store().tokenBook();
    clock.step(Duration.ofDays(90).minusMillis(1));
    assertThat(tokens.person(given.token())).isPresent();
    assertThat(tokens.ended(given.token())).isEmpty();
    assertThat(tokens.list()).extracting(TokenBook.Listed::until).containsExactly(given.until());
    clock.step(Duration.ofMillis(1));
    assertThat(tokens.person(given.token())).isEmpty();
    assertThat(tokens.ended(given.token())).contains(given.until());
    assertThat(tokens.list()).isEmpty();
    assertThat(tokens.revoke(given.token().id(), "ada")).isFalse();
    // Whoever knows the id alone learns nothing, and nobody learns anything for ever.
    var guessed = given.token().text().substring(0, 22) + "A".repeat(43);
    assertThat(tokens.ended(PersonToken.parse(guessed).orElseThrow())).isEmpty();
    clock.step(Duration.ofDays(31));
    world.desk().admit("eve", Role.VIEWER, null, "ada");
    assertThat(tokens.ended(given.token())).isEmpty();
  }

  @Test
  void theAuthorityAndTheOrderKeyAreTheSameAfterARestart() {
    String digest = world.authority().digest();
    var key = world.orderKey().publicKey();
    restart();
    assertThat(world.authority().digest()).isEqualTo(digest);
    assertThat(world.orderKey().publicKey()).isEqualTo(key);
    assertThat(data.resolve("trust/ca.key")).isRegularFile();
    for (String file : List.of("ca.key", "order.key")) {
      assertThat(data.resolve("trust").resolve(file).toFile().canExecute()).isFalse();
    }
  }
}
