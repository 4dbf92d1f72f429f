package dev.setpoint.target.docker.body;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.target.docker.fields.MountPaths;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a container's body that depends on the machine. */
final class HostBody {
  private final ContainerSpec spec;

  HostBody(ContainerSpec spec) {
    this.spec = spec;
  }

  void fill(ObjectNode host, Map<String, String> carried) {
    limits(host);
    restart(host);
    security(host, spec.security());
    names(host, spec.networking());
    ports(host);
    mounts(host, carried);
    if (spec.process().init() != null) {
      host.put("Init", spec.process().init());
    }
    if (spec.resources().shmSizeBytes() != null) {
      host.put("ShmSize", spec.resources().shmSizeBytes());
    }
    if (spec.logging() != null) {
      ObjectNode config = host.putObject("LogConfig").put("Type", spec.logging().driver());
      config.set("Config", ContainerBody.object(spec.logging().options()));
    }
  }

  void limits(ObjectNode host) {
    ResourceLimits limits = spec.resources();
    put(host, "Memory", limits.memoryBytes());
    put(host, "MemoryReservation", limits.memoryReservationBytes());
    put(host, "MemorySwap", swap(limits));
    put(host, "CpuShares", limits.cpuShares() == null ? null : limits.cpuShares().longValue());
    put(host, "PidsLimit", limits.pids() == null ? null : limits.pids().longValue());
    if (limits.cpus() != null) {
      host.put("NanoCpus", limits.cpus().multiply(BigDecimal.valueOf(1_000_000_000)).longValue());
    }
    if (limits.cpuset() != null) {
      host.put("CpusetCpus", limits.cpuset());
    }
  }

  /**
   * The engine's own default is twice the memory, but it only applies it at creation: an update of
   * memory alone fails when it passes the swap limit of before.
   */
  private static @Nullable Long swap(ResourceLimits limits) {
    if (limits.memorySwapBytes() != null) {
      return limits.memorySwapBytes();
    }
    Long memory = limits.memoryBytes();
    return memory == null ? null : Long.valueOf(memory * 2);
  }

  private static void put(ObjectNode host, String name, @Nullable Long value) {
    if (value != null) {
      host.put(name, value.longValue());
    }
  }

  void restart(ObjectNode host) {
    if (spec.restart() != null) {
      host.putObject("RestartPolicy")
          .put("Name", spec.restart().name())
          .put("MaximumRetryCount", spec.restart().maxRetries());
    }
  }

  private static void security(ObjectNode host, SecuritySpec security) {
    host.put("Privileged", security.privileged());
    host.put("ReadonlyRootfs", security.readOnlyRoot());
    host.set("CapAdd", ContainerBody.array(security.capAdd()));
    host.set("CapDrop", ContainerBody.array(security.capDrop()));
    host.set("SecurityOpt", ContainerBody.array(security.securityOpt()));
    host.set("Sysctls", ContainerBody.object(security.sysctls()));
    host.set("GroupAdd", ContainerBody.array(security.groupAdd()));
    ArrayNode devices = host.putArray("Devices");
    security
        .devices()
        .forEach(device ->
            devices
                .addObject()
                .put("PathOnHost", device.hostPath())
                .put("PathInContainer", device.containerPath())
                .put("CgroupPermissions", device.permissions()));
    if (!security.ulimits().isEmpty()) {
      ArrayNode ulimits = host.putArray("Ulimits");
      new TreeMap<>(security.ulimits())
          .forEach((name, limit) ->
              ulimits
                  .addObject()
                  .put("Name", name)
                  .put("Soft", limit.soft())
                  .put("Hard", limit.hard()));
    }
  }

  private static void names(ObjectNode host, NetworkingSpec networking) {
    var hosts = new ArrayList<String>();
    new TreeMap<>(networking.extraHosts()).forEach((name, ip) -> hosts.add(name + ":" + ip));
    host.set("ExtraHosts", ContainerBody.array(hosts));
    host.set("Dns", ContainerBody.array(networking.dns()));
    host.set("DnsSearch", ContainerBody.array(networking.dnsSearch()));
    host.set("DnsOptions", ContainerBody.array(networking.dnsOptions()));
  }

  private void ports(ObjectNode host) {
    ObjectNode bindings = host.putObject("PortBindings");
    for (PortMapping port : spec.ports()) {
      String key = port.containerPort() + "/" + port.protocol().word();
      bindings
          .withArrayProperty(key)
          .addObject()
          .put("HostIp", port.hostAddress() == null ? "" : port.hostAddress())
          .put("HostPort", port.hostPort() == 0 ? "" : Integer.toString(port.hostPort()));
    }
  }

  private void mounts(ObjectNode host, Map<String, String> carried) {
    ArrayNode mounts = host.putArray("Mounts");
    var paths = new ArrayList<String>();
    for (Mount mount : spec.mounts()) {
      paths.add(MountPaths.normal(mount.path()));
      ObjectNode body = mounts.addObject().put("Target", mount.path());
      switch (mount) {
        case Mount.Volume(var volume, _, var readOnly) ->
            body.put("Type", "volume").put("Source", volume).put("ReadOnly", readOnly);
        case Mount.Bind(var source, _, var readOnly) ->
            body.put("Type", "bind").put("Source", source).put("ReadOnly", readOnly);
        case Mount.Tmpfs(_, var size, var mode) -> {
          ObjectNode options = body.put("Type", "tmpfs").putObject("TmpfsOptions");
          put(options, "SizeBytes", size);
          put(options, "Mode", mode == null ? null : Long.valueOf(mode, 8));
        }
      }
    }
    carried.forEach((path, volume) -> {
      if (!paths.contains(path)) {
        mounts.addObject().put("Target", path).put("Type", "volume").put("Source", volume);
      }
    });
  }
}
