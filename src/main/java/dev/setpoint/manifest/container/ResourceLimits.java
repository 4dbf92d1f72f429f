package dev.setpoint.manifest.container;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the container. Null means not declared, so not ours.
 *
 * <pre>
 * memory: 64Mi
 * memoryReservation: 32Mi
 * memorySwap: 128Mi        # memory and swap together; -1 for unlimited
 * cpus: 0.5
 * cpuShares: 512
 * cpuset: "0-1"
 * pids: 100
 * shmSize: 64Mi
 * </pre>
 *
 * @param memoryBytes hard limit
 * @param memoryReservationBytes soft limit
 * @param memorySwapBytes memory plus swap, -1 for unlimited
 * @param cpus processors, with at most nine decimals
 */
public record ResourceLimits(
    @Nullable Long memoryBytes,
    @Nullable Long memoryReservationBytes,
    @Nullable Long memorySwapBytes,
    @Nullable BigDecimal cpus,
    @Nullable Integer cpuShares,
    @Nullable String cpuset,
    @Nullable Integer pids,
    @Nullable Long shmSizeBytes) {}
