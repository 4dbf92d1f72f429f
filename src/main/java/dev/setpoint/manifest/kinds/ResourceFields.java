package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits of a container. */
final class ResourceFields {
  /** Engines refuse less. */
  private static final long MIN_MEMORY_BYTES = 6L << 20;

  private static final Field<Long> MEMORY =
      Field.optional("memory", Units.SIZE).describe("Hard limit of memory.").example("64Mi");
  private static final Field<Long> RESERVATION =
      Field.optional("memoryReservation", Units.SIZE)
          .describe("Soft limit of memory.")
          .example("32Mi");
  private static final Field<Long> SWAP =
      Field.optional("memorySwap", Units.SIZE_OR_UNLIMITED)
          .describe("Memory and swap together; -1 for unlimited.")
          .example("128Mi")
          .otherwise("twice the memory");
  private static final Field<BigDecimal> CPUS =
      Field.optional("cpus", Shapes.decimal("0.01", "1024", 9))
          .describe("Processors, also parts of one.")
          .example("0.5");
  private static final Field<Integer> CPU_SHARES =
      Field.optional("cpuShares", Shapes.integer(2, 262_144))
          .describe("Weight against other containers when processors are scarce.")
          .example("512");
  private static final Field<String> CPUSET =
      Field.optional(
              "cpuset",
              Shapes.matching(
                  "a set of processors",
                  "[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*",
                  "processors are numbers and ranges with commas between them",
                  "\"0-1,4\""))
          .describe("Processors it may run on.")
          .example("\"0-1\"");
  private static final Field<Integer> PIDS =
      Field.optional("pids", Shapes.integer(-1, 4_194_304))
          .describe("Number of processes and threads; -1 for unlimited.")
          .example("100");
  private static final Field<Long> SHM_SIZE =
      Field.optional("shmSize", Units.SIZE).describe("Size of /dev/shm.").example("64Mi");

  static final List<Field<?>> FIELDS =
      List.of(MEMORY, RESERVATION, SWAP, CPUS, CPU_SHARES, CPUSET, PIDS, SHM_SIZE);

  private ResourceFields() {}

  static ResourceLimits read(Values values) {
    var limits =
        new ResourceLimits(
            values.get(MEMORY),
            values.get(RESERVATION),
            values.get(SWAP),
            values.get(CPUS),
            values.get(CPU_SHARES),
            values.get(CPUSET),
            values.get(PIDS),
            values.get(SHM_SIZE));
    check(values, limits);
    return limits;
  }

  private static void check(Values values, ResourceLimits limits) {
    Long memory = limits.memoryBytes();
    if (memory != null && memory < MIN_MEMORY_BYTES) {
      values.refuse(MEMORY, "is less than 6Mi", "engines refuse such a limit", "write 6Mi or more");
    }
    Long reservation = limits.memoryReservationBytes();
    if (memory != null && reservation != null && reservation > memory) {
      values.refuse(
          RESERVATION, "is more than memory", "the soft limit is below the hard one", "lower it");
    }
    checkSwap(values, memory, limits.memorySwapBytes());
    Integer pids = limits.pids();
    if (pids != null && pids == 0) {
      values.refuse(PIDS, "is 0", "nothing could run", "write a number, or -1 for unlimited");
    }
  }

  private static void checkSwap(Values values, @Nullable Long memory, @Nullable Long swap) {
    if (swap != null && memory == null) {
      values.refuse(
          SWAP, "stands without memory", "it counts memory and swap together", "write memory too");
    } else if (swap != null && memory != null && swap >= 0 && swap < memory) {
      values.refuse(
          SWAP,
          "is less than memory",
          "it counts memory and swap together",
          "write at least as much as memory");
    }
  }
}
