package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.LoggingSpec;
import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.container.RestartPolicy;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.spelling.Amounts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Limits, restart policy and logging. */
final class ResourceRows {
  static final String RESTART = "spec.restart";

  /** Limits that the kernel can change while a process runs. */
  static final List<String> LIMITS =
      List.of(
          "spec.memory",
          "spec.memoryReservation",
          "spec.memorySwap",
          "spec.cpus",
          "spec.cpuShares",
          "spec.cpuset",
          "spec.pids");

  private ResourceRows() {}

  static List<Row<DeclaredContainer, LiveContainer>> of(Profile profile) {
    return Stream.of(memory(profile.limits()), processors(profile.limits()), others(profile))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row<DeclaredContainer, LiveContainer>> memory(Remedy limits) {
    return List.of(
        limit(
            "spec.memory",
            limits,
            declared -> Amounts.size(declared.memoryBytes()),
            host -> Amounts.size(host.path("Memory").asLong())),
        limit(
            "spec.memoryReservation",
            limits,
            declared -> Amounts.size(declared.memoryReservationBytes()),
            host -> Amounts.size(host.path("MemoryReservation").asLong())),
        limit(
            "spec.memorySwap",
            limits,
            declared -> Amounts.size(declared.memorySwapBytes()),
            host -> Amounts.size(host.path("MemorySwap").asLong())));
  }

  private static List<Row<DeclaredContainer, LiveContainer>> processors(Remedy limits) {
    return List.of(
        limit(
            "spec.cpus",
            limits,
            declared -> declared.cpus() == null ? null : Amounts.cpus(declared.cpus()),
            host -> Amounts.cpus(liveCpus(host))),
        limit(
            "spec.cpuShares",
            limits,
            declared -> declared.cpuShares() == null ? null : Amounts.count(declared.cpuShares()),
            host -> Amounts.count(host.path("CpuShares").asLong())),
        limit(
            "spec.cpuset",
            limits,
            declared -> ProcessRows.text(declared.cpuset()),
            host -> FieldValue.text(host.path("CpusetCpus").asText())),
        limit(
            "spec.pids",
            limits,
            declared -> declared.pids() == null ? null : Amounts.count(declared.pids()),
            host -> Amounts.count(host.path("PidsLimit").asLong())));
  }

  private static List<Row<DeclaredContainer, LiveContainer>> others(Profile profile) {
    return List.of(
        limit(
            "spec.shmSize",
            REPLACE,
            declared -> Amounts.size(declared.shmSizeBytes()),
            host -> Amounts.size(host.path("ShmSize").asLong())),
        Row.exact(
            RESTART,
            profile.restart(),
            "restart",
            declared -> restart(declared.spec().restart()),
            live -> liveRestart(live.host().path("RestartPolicy"))),
        Row.allowMore(
            "spec.logging",
            REPLACE,
            "logging",
            declared -> logging(declared.spec().logging()),
            live -> liveLogging(live.host().path("LogConfig"))));
  }

  private static Row<DeclaredContainer, LiveContainer> limit(
      String path,
      Remedy remedy,
      Function<ResourceLimits, @Nullable FieldValue> declared,
      Function<JsonNode, @Nullable FieldValue> live) {
    return Row.exact(
        path,
        remedy,
        "resources",
        container -> declared.apply(container.spec().resources()),
        container -> live.apply(container.host()));
  }

  /** The same limit has two spellings: billionths of a processor, or time per period. */
  static BigDecimal liveCpus(JsonNode host) {
    long nanos = host.path("NanoCpus").asLong();
    long quota = host.path("CpuQuota").asLong();
    if (nanos > 0 || quota <= 0) {
      return BigDecimal.valueOf(nanos, 9);
    }
    long period = host.path("CpuPeriod").asLong();
    return BigDecimal.valueOf(quota)
        .divide(BigDecimal.valueOf(period > 0 ? period : 100_000), MathContext.DECIMAL64);
  }

  private static @Nullable FieldValue restart(@Nullable RestartPolicy policy) {
    return policy == null ? null : restart(policy.name(), policy.maxRetries());
  }

  private static FieldValue liveRestart(JsonNode policy) {
    return restart(policy.path("Name").asText(), policy.path("MaximumRetryCount").asInt());
  }

  private static FieldValue restart(String name, int retries) {
    if (name.isEmpty()) {
      return FieldValue.text("no");
    }
    boolean limited = name.equals("on-failure") && retries > 0;
    return FieldValue.text(limited ? name + ":" + retries : name);
  }

  private static @Nullable FieldValue logging(@Nullable LoggingSpec logging) {
    if (logging == null) {
      return null;
    }
    var entries = new TreeMap<String, FieldValue>();
    logging.options().forEach((key, value) -> entries.put(key, FieldValue.text(value)));
    entries.put("driver", FieldValue.text(logging.driver()));
    return FieldValue.entries(entries);
  }

  private static FieldValue liveLogging(JsonNode config) {
    var entries = new TreeMap<String, FieldValue>();
    LiveContainer.strings(config.path("Config"))
        .forEach((key, value) -> entries.put(key, FieldValue.text(value)));
    entries.put("driver", FieldValue.text(config.path("Type").asText()));
    return FieldValue.entries(entries);
  }
}
