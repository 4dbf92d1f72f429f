package dev.setpoint.target.host.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wishes of one plan go through apt together, and one bad package does not keep others away. */
class AptDeskTest {
  @TempDir private Path directory;
  private SmallApt apt;
  private AptDesk desk;
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  @BeforeEach
  void aDesk() {
    apt = new SmallApt(directory.resolve("status"));
    IntStream.range(0, 20).forEach(i -> apt.offers.put("p" + i, List.of("1")));
    desk = new AptDesk(new Apt(apt));
  }

  private void together(List<String> names) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (String name : names) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  desk.carryOut(new Wish(name, Wish.Deed.INSTALL, "", false), Set::of);
                } catch (HostException e) {
                  failures.put(name, e.reason().word());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void manyWishesAreFewTransactions() throws InterruptedException {
    together(List.copyOf(apt.offers.keySet()));

    assertThat(failures).isEmpty();
    assertThat(apt.record).hasSize(20);
    assertThat(apt.changes).hasSizeBetween(1, 2);
  }

  @Test
  void aBadOneFailsAlone() throws InterruptedException {
    var names = new ArrayList<>(apt.offers.keySet());
    names.add("nowhere");
    apt.broken.add("p3");

    together(names);

    assertThat(failures)
        .containsOnly(
            Map.entry("nowhere", FailureReason.PACKAGE_UNAVAILABLE.word()),
            Map.entry("p3", FailureReason.PACKAGE_BROKEN.word()));
    assertThat(apt.record.keySet()).containsAll(apt.offers.keySet());
  }
}
