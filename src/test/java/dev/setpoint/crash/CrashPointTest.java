package dev.setpoint.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.crash.Churn.Drift;
import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the packaged program right before the n-th call that changes the engine, for every n of a
 * correction, and once more right after the last one. Before the first is after the intent; after
 * the last is before the outcome. {@code -Dcrash.engine=PODMAN} chooses the engine, {@code
 * -Dcrash.points=all} adds the corrections that are left out by default for their time.
 */
@Tag("engine")
@Tag("process")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashPointTest {
  private static final Logger LOG = Logger.getLogger(CrashPointTest.class);
  private static final TestEngine ENGINE =
      TestEngine.valueOf(System.getProperty("crash.engine", "DOCKER20B"));

  /** So long a change may take to reach the point where the program is to be killed. */
  private static final long REACHED_WITHIN_MILLIS = Integer.getInteger("crash.reach", 12_000);

  /** No correction here has so many calls; a longer one never ends. */
  private static final int MOST_POINTS = 40;

  private Path home;
  private Rig rig;

  /** The correction that a change leads to. */
  enum Scenario {
    CREATE,
    UPDATE,
    CONNECT,
    RESTART,
    REPLACE,
    REPLACE_JOB,
    SET_ASIDE,
    PRUNE,
    REPLACE_NETWORK;

    /** What the change needs: something to create is not there yet, something to prune is. */
    void prepare(Rig rig) {
      if (this == CREATE || this == PRUNE) {
        presence(rig, this == PRUNE);
      }
    }

    /** The change; the number tells repeated ones apart, so that they do not look like a fight. */
    void change(Rig rig, int n) {
      var world = rig.world();
      var churn = rig.churn();
      switch (this) {
        case CREATE, PRUNE -> presence(rig, this == CREATE);
        case UPDATE -> churn.change(world.box("p1"), "memory", each -> each.memory(16 + n));
        case CONNECT -> churn.drift(world.box(n % 2 == 0 ? "db" : "web"), Drift.LEAVE);
        case RESTART ->
            churn.change(world.box("worker"), "file", each -> each.file(each.file() + 1));
        case REPLACE -> churn.change(world.box("web"), "env", each -> each.gen(each.gen() + 1));
        case REPLACE_JOB -> churn.change(world.box("job"), "env", each -> each.gen(each.gen() + 1));
        case SET_ASIDE -> churn.drift(world.box("p" + (1 + n % 4)), Drift.IMPOSTOR);
        case REPLACE_NETWORK -> churn.turnNetwork();
      }
    }

    private static void presence(Rig rig, boolean present) {
      rig.churn().change(rig.world().box("x1"), "presence", each -> each.present(present));
    }
  }

  @BeforeAll
  void start() throws IOException {
    home = Files.createTempDirectory("crash");
    rig = new Rig(ENGINE, home, "cp%x-".formatted(ProcessHandle.current().pid()), new Random(1));
    rig.churn().begin();
    rig.program().start();
    rig.program().awaitReady();
  }

  @AfterAll
  void stop() throws IOException {
    rig.close();
  }

  static Set<Scenario> scenarios() {
    return System.getProperty("crash.points", "").equals("all")
        ? EnumSet.allOf(Scenario.class)
        : EnumSet.of(Scenario.CREATE, Scenario.REPLACE, Scenario.PRUNE);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyPointIsSurvived(Scenario scenario)
      throws IOException, SQLException, InterruptedException {
    int last = 0;
    for (int point = 1; point < MOST_POINTS && dies(scenario, point, false); point++) {
      last = point;
    }
    assertThat(last).as("points of %s", scenario).isBetween(1, MOST_POINTS - 2);
    assertThat(dies(scenario, last, true)).as("after the last point of %s", scenario).isTrue();
    rig.quiet();
    LOG.infof("%s on %s: %d points, killed before each and after the last", scenario, ENGINE, last);
  }

  /** The new one never becomes healthy: whenever the program dies over it, the old one is back. */
  @Test
  void aSickReplacementGivesWayWhereverItDies()
      throws IOException, SQLException, InterruptedException {
    int last = 0;
    boolean killed = true;
    for (int point = 1; point < MOST_POINTS && killed; point++) {
      var before = rig.world().box("p3");
      rig.converge();
      rig.relay().arm(point, false, rig.program()::kill);
      rig.churn().change(before, "bad", each -> each.bad(true).gen(each.gen() + 1));
      killed = rig.relay().sprang(REACHED_WITHIN_MILLIS);
      if (killed) {
        last = point;
        rig.program().start();
        rig.program().awaitReady();
      }
      assertThat(rig.environmentOfStalled(before.name()))
          .as("killed before point %d, log %s", point, rig.program().log())
          .contains("GEN=" + before.gen());
      rig.churn().change(before, "heal", each -> each.bad(false));
      rig.converge();
      rig.check();
    }
    assertThat(last).isBetween(6, MOST_POINTS - 2);
    LOG.infof("a sick replacement on %s: %d points, killed before each", ENGINE, last);
  }

  /** Kills at this point and checks what came of it; false when there is no such point. */
  private boolean dies(Scenario scenario, int point, boolean after)
      throws IOException, SQLException, InterruptedException {
    scenario.prepare(rig);
    rig.converge();
    rig.relay().arm(point, after, rig.program()::kill);
    scenario.change(rig, point);
    boolean killed = rig.relay().sprang(REACHED_WITHIN_MILLIS);
    if (killed) {
      rig.program().start();
      rig.program().awaitReady();
    }
    try {
      rig.converge();
      rig.check();
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s on %s, killed %s point %d; the program's log: %s%n%s"
              .formatted(
                  scenario, ENGINE, after ? "after" : "before", point, rig.program().log(), e),
          e);
    }
    return killed;
  }
}
