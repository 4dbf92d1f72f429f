package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a container may do; always declared. */
final class SecurityRows {
  private static final String GROUP = "security";

  private SecurityRows() {}

  static List<Row<DeclaredContainer, LiveContainer>> all() {
    return List.of(
        row(
            "spec.privileged",
            declared -> FieldValue.text(declared.privileged()),
            host -> FieldValue.text(host.path("Privileged").asBoolean())),
        row(
            "spec.readOnly",
            declared -> FieldValue.text(declared.readOnlyRoot()),
            host -> FieldValue.text(host.path("ReadonlyRootfs").asBoolean())),
        row(
            "spec.capAdd",
            declared -> capabilities(declared.capAdd()),
            host -> capabilities(LiveContainer.items(host.path("CapAdd")))),
        row(
            "spec.capDrop",
            declared -> capabilities(declared.capDrop()),
            host -> capabilities(LiveContainer.items(host.path("CapDrop")))),
        row("spec.securityOpt", declared -> options(declared.securityOpt()), SecurityRows::options)
            .inheriting(live -> labelOptions(live.host())),
        row("spec.devices", SecurityRows::devices, SecurityRows::liveDevices),
        row(
            "spec.sysctls",
            declared -> ProcessRows.texts(declared.sysctls()),
            host -> ProcessRows.texts(LiveContainer.strings(host.path("Sysctls")))),
        Row.allowMore(
            "spec.ulimits",
            REPLACE,
            GROUP,
            declared -> ulimits(declared.spec().security().ulimits()),
            live -> liveUlimits(live.host())),
        row(
            "spec.groupAdd",
            declared -> FieldValue.members(declared.groupAdd()),
            host -> FieldValue.members(LiveContainer.items(host.path("GroupAdd")))));
  }

  private static Row<DeclaredContainer, LiveContainer> row(
      String path,
      Function<SecuritySpec, FieldValue> declared,
      Function<JsonNode, FieldValue> live) {
    return Row.exact(
        path,
        REPLACE,
        GROUP,
        container -> declared.apply(container.spec().security()),
        container -> live.apply(container.host()));
  }

  private static FieldValue capabilities(Collection<String> names) {
    return FieldValue.members(names.stream().map(SecurityRows::capability).toList());
  }

  private static String capability(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }

  private static FieldValue options(Collection<String> options) {
    return FieldValue.members(options.stream().map(SecurityRows::option).toList());
  }

  private static FieldValue options(JsonNode host) {
    return options(LiveContainer.items(host.path("SecurityOpt")));
  }

  /** Security labels (SELinux) are added by the engine as the machine needs them. */
  private static FieldValue labelOptions(JsonNode host) {
    return options(
        LiveContainer.items(host.path("SecurityOpt")).stream()
            .filter(option -> option.startsWith("label"))
            .toList());
  }

  /** {@code name:value} is the older spelling of {@code name=value}; a bare name means true. */
  private static String option(String option) {
    int colon = option.indexOf(':');
    int equals = option.indexOf('=');
    String modern =
        colon >= 0 && equals < 0
            ? option.substring(0, colon) + "=" + option.substring(colon + 1)
            : option;
    return modern.endsWith("=true") ? modern.substring(0, modern.length() - 5) : modern;
  }

  private static FieldValue devices(SecuritySpec security) {
    var members = new ArrayList<String>();
    security
        .devices()
        .forEach(device ->
            members.add(device(device.hostPath(), device.containerPath(), device.permissions())));
    return FieldValue.members(members);
  }

  private static FieldValue liveDevices(JsonNode host) {
    var members = new ArrayList<String>();
    for (JsonNode device : host.path("Devices")) {
      members.add(
          device(
              device.path("PathOnHost").asText(),
              device.path("PathInContainer").asText(),
              device.path("CgroupPermissions").asText()));
    }
    return FieldValue.members(members);
  }

  private static String device(String host, String container, String permissions) {
    return host + ":" + container + ":" + (permissions.isEmpty() ? "rwm" : permissions);
  }

  private static FieldValue ulimits(Map<String, SecuritySpec.Ulimit> ulimits) {
    var entries = new TreeMap<String, FieldValue>();
    ulimits.forEach(
        (name, limit) -> entries.put(name, FieldValue.text(limit.soft() + ":" + limit.hard())));
    return FieldValue.entries(entries);
  }

  private static FieldValue liveUlimits(JsonNode host) {
    var entries = new TreeMap<String, FieldValue>();
    for (JsonNode limit : host.path("Ulimits")) {
      String name = limit.path("Name").asText().toLowerCase(Locale.ROOT);
      entries.put(
          name.startsWith("rlimit_") ? name.substring(7) : name,
          FieldValue.text(limit.path("Soft").asLong() + ":" + limit.path("Hard").asLong()));
    }
    return FieldValue.entries(entries);
  }
}
