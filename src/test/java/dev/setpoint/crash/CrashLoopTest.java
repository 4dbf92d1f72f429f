package dev.setpoint.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills the packaged program at random moments while repository and engine change. How many times,
 * on which engine and from which seed: {@code -Dcrash.kills=200 -Dcrash.engine=PODMAN
 * -Dcrash.seed=7}. The seed gives the changes and the plan of the kills again, not the very
 * moments.
 */
@Tag("engine")
@Tag("process")
@Tag("long")
class CrashLoopTest {
  private static final Logger LOG = Logger.getLogger(CrashLoopTest.class);
  private static final int KILLS = Integer.getInteger("crash.kills", 12);
  private static final int CHECK_AFTER = Integer.getInteger("crash.check", 12);
  private static final long SEED = Long.getLong("crash.seed", 20_260_301L);
  private static final TestEngine ENGINE =
      TestEngine.valueOf(System.getProperty("crash.engine", "DOCKER20B"));

  private final Random random = new Random(SEED);
  private int early;
  private int atEffects;

  @Test
  void nothingIsLostOrDoneTwiceHoweverOftenItIsKilled()
      throws IOException, SQLException, InterruptedException {
    var home = Files.createTempDirectory("crash");
    int kill = 0;
    try (var rig = new Rig(ENGINE, home, "cr%x-".formatted(SEED & 0xffff), random)) {
      rig.churn().begin();
      for (kill = 1; kill <= KILLS; kill++) {
        liveAndDie(rig);
        if (kill % CHECK_AFTER == 0 || kill == KILLS) {
          checkpoint(rig, kill);
        }
      }
      assertThat(interrupted(rig))
          .as("kills that hit a correction; too few mean that this test tests nothing")
          .isGreaterThanOrEqualTo(KILLS / 5);
    } catch (AssertionError | RuntimeException | IOException | SQLException e) {
      throw new AssertionError(
          ("kill %d of %d on %s, seed %d; the program's log: %s%nagain: ./mvnw -o test -Dgroups=engine"
                  + " -DexcludedGroups= -Dtest=CrashLoopTest -Dcrash.engine=%s -Dcrash.kills=%d"
                  + " -Dcrash.seed=%d%n%s")
              .formatted(
                  kill, KILLS, ENGINE, SEED, home.resolve("program.log"), ENGINE, KILLS, SEED, e),
          e);
    }
  }

  /** One life of the program. */
  private void liveAndDie(Rig rig) throws IOException, InterruptedException {
    if (random.nextInt(5) == 0) {
      early++;
      act(rig); // while nobody watches
      rig.program().start();
      pause(100 + random.nextInt(1_900));
      rig.program().kill();
      return;
    }
    rig.program().start();
    rig.program().awaitReady();
    if (random.nextInt(5) < 3) {
      rig.relay().arm(1 + random.nextInt(12), random.nextBoolean(), rig.program()::kill);
      act(rig);
      atEffects += rig.relay().sprang(3_000) ? 1 : 0;
    } else {
      act(rig);
      pause(random.nextInt(1_500));
    }
    rig.program().kill();
  }

  private void act(Rig rig) throws InterruptedException {
    int changes = 1 + random.nextInt(3);
    for (int change = 0; change < changes; change++) {
      rig.churn().act();
      pause(random.nextInt(300));
    }
  }

  private static void pause(int millis) throws InterruptedException {
    var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  private void checkpoint(Rig rig, int kill) throws IOException, SQLException {
    rig.program().start();
    rig.program().awaitReady();
    rig.churn().healAll();
    rig.converge();
    rig.quiet();
    rig.check();
    var trail = rig.trail();
    LOG.infof(
        "%s, seed %d: %d kills (%d while starting, %d at an effect), %d changes, %d entries,"
            + " %d corrections, %d of them interrupted, %d effects: everything as declared",
        ENGINE,
        SEED,
        kill,
        early,
        atEffects,
        rig.churn().changes().size(),
        trail.entries().size(),
        trail.stretches().size(),
        interrupted(rig),
        rig.relay().effects().size());
    rig.program().kill();
  }

  private static long interrupted(Rig rig) throws SQLException {
    return rig.trail().stretches().stream().filter(TrailFile.Stretch::wasInterrupted).count();
  }
}
