package dev.setpoint.target.contract.field;

import static dev.setpoint.target.contract.field.Move.recreated;
import static dev.setpoint.target.contract.field.Move.restartPolicy;
import static dev.setpoint.target.contract.field.Move.updated;

import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.target.contract.hand.Make;
import java.util.List;

/** Limits, restart policy and logging. */
final class ResourceCases {
  private ResourceCases() {}

  static List<FieldCase> all() {
    return List.of(
        limit("memory", "64Mi", "96Mi", "{'Memory':33554432,'MemorySwap':67108864}"),
        limit("memoryReservation", "32Mi", "48Mi", "{'MemoryReservation':16777216}"),
        limit("cpus", "0.5", "0.75", "{'NanoCpus':250000000}"),
        limit("cpuShares", "512", "256", "{'CpuShares':128}"),
        limit("cpuset", "\"0\"", "\"0-1\"", "{'CpusetCpus':'1'}"),
        limit("pids", "100", "200", "{'PidsLimit':50}"),
        FieldCase.of("spec.memorySwap")
            .before("memory: 64Mi", "memorySwap: 96Mi")
            .after("memory: 64Mi", "memorySwap: 128Mi")
            .moved(updated("{'Memory':67108864,'MemorySwap':134217728}"))
            .by(Remedy.IN_PLACE),
        FieldCase.of("spec.restart")
            .before("restart: unless-stopped")
            .after("restart: on-failure:3")
            .moved(restartPolicy("{'RestartPolicy':{'Name':'no','MaximumRetryCount':0}}"))
            .inPlaceOnDocker(),
        FieldCase.of("spec.restart")
            .called("retries changed")
            .before("restart: on-failure:3")
            .after("restart: on-failure")
            .moved(restartPolicy("{'RestartPolicy':{'Name':'on-failure','MaximumRetryCount':5}}"))
            .inPlaceOnDocker(),
        FieldCase.of("spec.memory")
            .called("made with another")
            .before("memory: 64Mi")
            .after("memory: 96Mi")
            .moved(recreated("{'HostConfig':{'Memory':33554432,'MemorySwap':67108864}}"))
            .inPlaceOnDocker(),
        FieldCase.of("spec.shmSize")
            .before("shmSize: 16Mi")
            .after("shmSize: 32Mi")
            .moved(recreated("{'HostConfig':{'ShmSize':8388608}}")),
        FieldCase.of("spec.logging")
            .at("spec.logging.max-size")
            .before("logging: {driver: json-file, options: {max-size: 1m}}")
            .after("logging: {driver: json-file, options: {max-size: 2m}}")
            .moved(
                recreated(
                    "{'HostConfig':{'LogConfig':{'Type':'json-file','Config':{'max-size':'9m'}}}}"))
            .blindOn(Make.PODMAN));
  }

  private static FieldCase limit(String field, String before, String after, String update) {
    return FieldCase.of("spec." + field)
        .before(field + ": " + before)
        .after(field + ": " + after)
        .moved(updated(update))
        .by(Remedy.IN_PLACE);
  }
}
