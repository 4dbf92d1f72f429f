package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.draft.Sketch;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Limits that somebody set. */
final class LimitsDraft {
  private static final long SHM = 64L << 20;

  /** What Podman makes of the default of Docker's client. */
  private static final long SHM_OF_PODMAN = 64_000L << 10;

  /** What Podman sets where nobody does. */
  private static final long PIDS_OF_PODMAN = 2_048;

  private static final int CPU_DIGITS = 9;

  private final LiveView view;
  private final Sketch sketch;

  private LimitsDraft(LiveView view, Sketch sketch) {
    this.view = view;
    this.sketch = sketch;
  }

  static void write(LiveView view, Sketch sketch) {
    var draft = new LimitsDraft(view, sketch);
    draft.memory();
    draft.processors();
    long pids = view.host().path("PidsLimit").asLong();
    if (pids > 0 && !(view.isPodman() && pids == PIDS_OF_PODMAN)) {
      sketch.spec().put("pids", pids);
    }
    long shared = view.host().path("ShmSize").asLong();
    if (shared > 0 && shared != SHM && !(view.isPodman() && shared == SHM_OF_PODMAN)) {
      draft.size("shmSize", shared);
    }
  }

  private void memory() {
    JsonNode host = view.host();
    long memory = host.path("Memory").asLong();
    size("memory", memory);
    size("memoryReservation", host.path("MemoryReservation").asLong());
    long swap = host.path("MemorySwap").asLong();
    if (memory > 0 && swap == -1) {
      sketch.spec().put("memorySwap", -1);
    } else if (memory > 0 && swap > 0 && swap != 2 * memory) {
      size("memorySwap", swap);
    }
  }

  private void size(String key, long bytes) {
    if (bytes > 0) {
      Spelling.size(bytes)
          .ifPresentOrElse(
              text -> sketch.text(key, text),
              () -> sketch.lost("%s of %d bytes, which is no whole unit".formatted(key, bytes)));
    }
  }

  private void processors() {
    JsonNode host = view.host();
    BigDecimal cpus = BigDecimal.valueOf(host.path("NanoCpus").asLong(), CPU_DIGITS);
    long quota = host.path("CpuQuota").asLong();
    if (cpus.signum() == 0 && quota > 0) {
      long period = host.path("CpuPeriod").asLong();
      cpus =
          BigDecimal.valueOf(quota)
              .divide(
                  BigDecimal.valueOf(period > 0 ? period : 100_000),
                  CPU_DIGITS,
                  RoundingMode.HALF_UP);
    }
    if (cpus.signum() > 0) {
      BigDecimal plain = cpus.stripTrailingZeros();
      sketch.put("cpus", Sketch.NODES.numberNode(plain.scale() < 0 ? plain.setScale(0) : plain));
    }
    long shares = host.path("CpuShares").asLong();
    if (shares > 0) {
      sketch.spec().put("cpuShares", shares);
    }
    sketch.text("cpuset", host.path("CpusetCpus").asText());
  }
}
