package dev.setpoint.target.lxd.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which events are taken for our own. */
class OwnCallsTest {
  private static final Requestor ROOT = new Requestor("root", "unix", "@");
  private static final EntityPath SMALL = EntityPath.profile("default", "small");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<Boolean> duringCalls = new ArrayList<>();
  private final AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
  private final OwnCalls calls = new OwnCalls(server(), now::get);

  private Server server() {
    return (Server)
        Proxy.newProxyInstance(
            Server.class.getClassLoader(),
            new Class<?>[] {Server.class},
            (_, method, _) -> {
              if (method.getName().equals("info")) {
                return new ServerInfo(Product.LXD, "5", "", Set.of(), true, ROOT, List.of());
              }
              during.get().run();
              return method.getReturnType().equals(String.class) ? "0123" : null;
            });
  }

  @BeforeEach
  void knowsWhoWeAre() {
    calls.info();
  }

  private boolean isOurs(EntityPath path, Requestor who) {
    return calls.isOurs(
        new LifecycleEvent("any", path.path(), Optional.of(path), who, Map.of(), Instant.EPOCH));
  }

  @Test
  void eventDuringACallIsOurs() {
    during.set(() -> duringCalls.add(isOurs(SMALL, ROOT)));

    calls.delete(SMALL);

    assertThat(duringCalls).containsExactly(true);
  }

  @Test
  void eventSoonAfterACallIsOursAndLaterItIsNot() {
    calls.delete(SMALL);

    assertThat(isOurs(SMALL, ROOT)).isTrue();
    now.updateAndGet(at -> at.plus(Duration.ofSeconds(4)));
    assertThat(isOurs(SMALL, ROOT)).isFalse();
  }

  @Test
  void othersAreNotUs() {
    calls.delete(SMALL);

    assertThat(isOurs(SMALL, new Requestor("root", "tls", ""))).isFalse();
    assertThat(isOurs(SMALL, new Requestor("admin", "unix", "@"))).isFalse();
    assertThat(isOurs(SMALL.withName("big"), ROOT)).isFalse();
  }

  @Test
  void whereNobodyIsNamedOurWorkDecides() {
    calls.delete(SMALL);

    assertThat(isOurs(SMALL, Requestor.NOBODY)).isTrue();
    assertThat(isOurs(SMALL.withName("big"), Requestor.NOBODY)).isFalse();
  }

  @Test
  void bothNamesOfARenameAreOurs() {
    calls.rename(SMALL, "tiny");

    assertThat(isOurs(SMALL, ROOT)).isTrue();
    assertThat(isOurs(SMALL.withName("tiny"), ROOT)).isTrue();
  }

  @Test
  void lookingIsNoWork() {
    calls.find(SMALL);

    assertThat(isOurs(SMALL, ROOT)).isFalse();
  }

  @Test
  void snapshotOfWhatWeChangeIsOurs() {
    calls.delete(EntityPath.instance("default", "web"));

    assertThat(isOurs(EntityPath.snapshot("default", "web", "s0"), ROOT)).isTrue();
  }
}
