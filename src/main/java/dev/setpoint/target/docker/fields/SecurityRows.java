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
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a container may do; always declared. */
final class SecurityRows {
  static final String CAP_ADD = "spec.capAdd";
  static final String CAP_DROP = "spec.capDrop";

  private static final String GROUP = "security";
  private static final String OPTIONS = "spec.securityOpt";
  private static final String DEVICES = "spec.devices";

  /** Fields of which Podman reports a part; what they were made from tells the rest. */
  static final List<String> PARTLY_TOLD = List.of(CAP_ADD, CAP_DROP, OPTIONS, DEVICES);

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
        whole(
            CAP_ADD,
            declared -> capabilities(declared.capAdd()),
            live -> LiveCapabilities.of(live).added()),
        whole(
            CAP_DROP,
            declared -> capabilities(declared.capDrop()),
            live -> LiveCapabilities.of(live).dropped()),
        whole(OPTIONS, declared -> options(declared.securityOpt()), SecurityRows::liveOptions)
            .inheriting(live -> labelOptions(live.host())),
        whole(DEVICES, SecurityRows::devices, SecurityRows::liveDevices),
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
    return whole(path, declared, container -> live.apply(container.host()));
  }

  private static Row<DeclaredContainer, LiveContainer> whole(
      String path,
      Function<SecuritySpec, FieldValue> declared,
      Function<LiveContainer, @Nullable FieldValue> live) {
    return Row.exact(
        path, REPLACE, GROUP, container -> declared.apply(container.spec().security()), live);
  }

  static FieldValue capabilities(Collection<String> names) {
    return FieldValue.members(names.stream().map(SecurityRows::capability).toList());
  }

  static String capability(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }

  private static FieldValue options(Collection<String> options) {
    return FieldValue.members(options.stream().map(SecurityRows::option).toList());
  }

  /** Podman tells of some options only; the others are known by what it was made from. */
  private static FieldValue liveOptions(LiveContainer live) {
    var told = new ArrayList<>(LiveContainer.items(live.host().path("SecurityOpt")));
    if (!live.facts().profile().tellsAllOptions()) {
      told.removeIf(option -> option.startsWith("label"));
      live.madeMembers(OPTIONS).stream().filter(option -> !isTold(option)).forEach(told::add);
    }
    return options(told);
  }

  private static boolean isTold(String option) {
    return option.startsWith("no-new-privileges")
        || option.startsWith("seccomp")
        || option.startsWith("apparmor");
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

  /** Podman names a device by its number on the machine, and does not tell its permissions. */
  private static FieldValue liveDevices(LiveContainer live) {
    boolean telling = live.facts().profile().tellsAllOptions();
    if (!telling && live.host().path("Privileged").asBoolean()) {
      return FieldValue.members(live.madeMembers(DEVICES));
    }
    var members = new TreeSet<String>();
    for (JsonNode device : live.host().path("Devices")) {
      String host = device.path("PathOnHost").asText();
      String inside = device.path("PathInContainer").asText();
      String permissions = device.path("CgroupPermissions").asText();
      members.add(
          telling
              ? device(host, inside, permissions)
              : live.madeMembers(DEVICES).stream()
                  .filter(made -> made.startsWith(host + ":" + inside + ":"))
                  .findFirst()
                  .orElseGet(() -> device(host, inside, permissions)));
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
