package dev.setpoint.target.lxd.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.TargetEvent.LookAt;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerEvent.RequestEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is named for what a server names nobody for. */
class AskersTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final Requestor ALICE = new Requestor("alice", "unix", "@");
  private static final Requestor BOB = new Requestor("bob", "unix", "@");
  private static final String WEB = "/1.0/instances/web";

  private final Askers askers = new Askers(3);

  private static RequestEvent request(String method, String url, Requestor who, Duration before) {
    return new RequestEvent(method, url, EntityPath.parse(url, "default"), who, AT.minus(before));
  }

  private void asked(String method, String url, Requestor who) {
    askers.note(request(method, url, who, Duration.ofMillis(20)));
  }

  private static LifecycleEvent event(String action, Map<String, String> context) {
    return new LifecycleEvent(
        action, WEB, EntityPath.parse(WEB, "default"), Requestor.NOBODY, context, AT);
  }

  private Requestor whoDid(String action, Map<String, String> context) {
    return askers.named(event(action, context)).requestor();
  }

  @ParameterizedTest
  @CsvSource({
    "instance-exec, POST, /1.0/instances/web/exec",
    "instance-exec, POST, /1.0/instances/web/exec?project=default",
    "instance-console, POST, /1.0/instances/web/console",
    "instance-file-pushed, POST, /1.0/instances/web/files?path=%2Fetc%2Fmotd",
    "instance-file-deleted, DELETE, /1.0/instances/web/files?path=etc%2Fmotd",
    "instance-created, POST, /1.0/instances",
    "instance-updated, PUT, /1.0/instances/web",
    "instance-updated, PATCH, /1.0/instances/web?project=default",
    "instance-deleted, DELETE, /1.0/instances/web"
  })
  void whoAskedIsWhoDidIt(String action, String method, String url) {
    asked(method, url, ALICE);

    assertThat(whoDid(action, Map.of("path", "/etc/motd"))).isEqualTo(ALICE);
  }

  @ParameterizedTest
  @CsvSource({
    "instance-exec, POST, /1.0/instances/db/exec",
    "instance-exec, POST, /1.0/instances/web/exec?project=blue",
    "instance-exec, GET, /1.0/instances/web/exec",
    "instance-file-pushed, POST, /1.0/instances/web/files?path=%2Fetc%2Fother",
    "instance-deleted, DELETE, /1.0/instances/web/files?path=web",
    "instance-shutdown, PUT, /1.0/instances/web/state"
  })
  void whoAskedForSomethingElseIsNotBlamed(String action, String method, String url) {
    asked(method, url, ALICE);

    assertThat(whoDid(action, Map.of("path", "/etc/motd"))).isEqualTo(Requestor.NOBODY);
  }

  @Test
  void nobodyIsNamedWhenItCanHaveBeenTwo() {
    asked("POST", WEB + "/exec", ALICE);
    asked("POST", WEB + "/exec", ALICE);
    assertThat(whoDid("instance-exec", Map.of())).isEqualTo(ALICE);

    asked("POST", WEB + "/exec", BOB);

    assertThat(whoDid("instance-exec", Map.of())).isEqualTo(Requestor.NOBODY);
  }

  @Test
  void whatIsLongAgoOrForgottenNamesNobody() {
    askers.note(request("POST", WEB + "/exec", ALICE, Duration.ofMinutes(2)));
    assertThat(whoDid("instance-exec", Map.of())).isEqualTo(Requestor.NOBODY);

    asked("POST", WEB + "/exec", ALICE);
    askers.forget();
    assertThat(whoDid("instance-exec", Map.of())).isEqualTo(Requestor.NOBODY);

    asked("POST", WEB + "/exec", ALICE);
    for (int others = 0; others < 3; others++) {
      asked("PUT", "/1.0/profiles/small", BOB);
    }
    assertThat(whoDid("instance-exec", Map.of())).isEqualTo(Requestor.NOBODY);
  }

  @Test
  void whomTheServerNamesIsLeftAsItIs() {
    asked("POST", WEB + "/exec", BOB);
    var named =
        new LifecycleEvent(
            "instance-exec", WEB, EntityPath.parse(WEB, "default"), ALICE, Map.of(), AT);

    assertThat(askers.named(named)).isSameAs(named);
  }

  @Test
  void sessionForFilesIsAHintWithItsCulprit() {
    var reader = new EventReader(_ -> false, 2);
    var session = request("GET", WEB + "/sftp", ALICE, Duration.ZERO);

    LookAt hint = (LookAt) reader.read(session).orElseThrow();

    assertThat(hint.ids()).containsExactly(ResourceId.instance("web"));
    assertThat(hint.settled()).isFalse();
    assertThat(requireNonNull(hint.culprit()).who()).isEqualTo("alice over the unix socket");
    assertThat(reader.read(request("PUT", WEB, ALICE, Duration.ZERO))).isEqualTo(Optional.empty());
  }
}
