package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.manifest.container.SecuritySpec.Device;
import dev.setpoint.manifest.container.SecuritySpec.Ulimit;
import dev.setpoint.manifest.scalar.Signals;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a container may do. */
final class SecurityFields {
  private static final String DEVICE_REGEX = "(/[^:]+)(?::(/[^:]+))?(?::([rwm]{1,3}))?";
  private static final Pattern DEVICE_PATTERN = Pattern.compile(DEVICE_REGEX);

  private static final Field<Boolean> PRIVILEGED =
      Field.optional("privileged", Shapes.BOOLEAN)
          .describe("Without any confinement.")
          .example("true")
          .otherwise("false");
  private static final Field<Boolean> READ_ONLY =
      Field.optional("readOnly", Shapes.BOOLEAN)
          .describe("Root file system read-only.")
          .example("true")
          .otherwise("false");
  private static final Field<List<String>> CAP_ADD =
      Field.optional("capAdd", Shapes.list(Signals.CAPABILITY).uniqueBy(c -> c, "capability"))
          .describe("Capabilities added, without `CAP_`.")
          .example("[NET_ADMIN]")
          .otherwise("none");
  private static final Field<List<String>> CAP_DROP =
      Field.optional("capDrop", Shapes.list(Signals.CAPABILITY).uniqueBy(c -> c, "capability"))
          .describe("Capabilities dropped, without `CAP_`.")
          .example("[ALL]")
          .otherwise("none");
  private static final Field<List<String>> SECURITY_OPT =
      Field.optional(
              "securityOpt",
              Shapes.list(
                      Shapes.matching(
                          "a security option",
                          "no-new-privileges(:(true|false))?|systempaths=unconfined"
                              + "|(seccomp|apparmor|label|mask|unmask)[=:].{1,200}",
                          "it is no-new-privileges, or seccomp=, apparmor=, label=, mask=,"
                              + " unmask= or systempaths= with a value",
                          "no-new-privileges"))
                  .uniqueBy(option -> option, "option"))
          .describe("Options of the engine's confinement.")
          .example("[no-new-privileges]")
          .otherwise("none");
  private static final Field<List<Device>> DEVICES =
      Field.optional(
              "devices",
              Shapes.list(
                      Shapes.text(
                          "a device",
                          "^" + DEVICE_REGEX + "$",
                          "\"/dev/ttyUSB0:/dev/ttyUSB0:rw\"",
                          SecurityFields::parseDevice))
                  .uniqueBy(Device::containerPath, "path"))
          .describe("Devices of the machine: host path, path inside, permissions.")
          .example("[\"/dev/ttyUSB0:/dev/ttyUSB0:rw\"]")
          .otherwise("none");
  private static final Field<Map<String, String>> SYSCTLS =
      Field.optional(
              "sysctls",
              Shapes.map(
                  Shapes.matching(
                      "the name of a kernel setting",
                      "[a-z0-9_]+(\\.[A-Za-z0-9_/-]+)+",
                      "kernel settings are words with dots between them",
                      "net.core.somaxconn"),
                  Shapes.matching(
                      "a value in quotes", "[^\\r\\n]{1,200}", "a value is one line", "\"1024\"")))
          .describe("Kernel settings of its namespaces, values in quotes.")
          .example("{net.core.somaxconn: \"1024\"}")
          .otherwise("none");

  private static final Shape<Long> LIMIT = Shapes.longInteger(-1, 1L << 60);
  private static final Field<Long> SOFT =
      Field.required("soft", LIMIT).describe("Soft limit; -1 for unlimited.").example("1024");
  private static final Field<Long> HARD =
      Field.required("hard", LIMIT).describe("Hard limit; -1 for unlimited.").example("2048");
  private static final Field<Map<String, Ulimit>> ULIMITS =
      Field.optional(
              "ulimits",
              Shapes.map(
                  Signals.ULIMIT_NAME,
                  Shapes.object("a limit", List.of(SOFT, HARD), SecurityFields::readUlimit)))
          .describe("Limits of the kernel per process.")
          .example("{nofile: {soft: 1024, hard: 2048}}")
          .otherwise("none");
  private static final Field<List<String>> GROUP_ADD =
      Field.optional(
              "groupAdd",
              Shapes.list(
                      Shapes.matching(
                          "a group",
                          "[A-Za-z_][A-Za-z0-9_.-]{0,31}|[0-9]{1,10}",
                          "a group is a name or a number in quotes",
                          "\"44\""))
                  .uniqueBy(group -> group, "group"))
          .describe("Further groups of the process.")
          .example("[\"44\"]")
          .otherwise("none");

  static final List<Field<?>> FIELDS =
      List.of(
          PRIVILEGED,
          READ_ONLY,
          CAP_ADD,
          CAP_DROP,
          SECURITY_OPT,
          DEVICES,
          SYSCTLS,
          ULIMITS,
          GROUP_ADD);

  private SecurityFields() {}

  static SecuritySpec read(Values values) {
    return new SecuritySpec(
        values.get(PRIVILEGED, false),
        values.get(READ_ONLY, false),
        set(values, CAP_ADD),
        set(values, CAP_DROP),
        set(values, SECURITY_OPT),
        values.get(DEVICES, List.of()),
        values.get(SYSCTLS, Map.of()),
        values.get(ULIMITS, Map.of()),
        set(values, GROUP_ADD));
  }

  private static Set<String> set(Values values, Field<List<String>> field) {
    return Set.copyOf(values.get(field, List.of()));
  }

  private static Ulimit readUlimit(Values values) {
    var limit = new Ulimit(values.require(SOFT), values.require(HARD));
    if (limit.hard() >= 0 && (limit.soft() < 0 || limit.soft() > limit.hard())) {
      values.refuse(
          SOFT,
          "is above the hard limit",
          "the kernel refuses that",
          "write at most " + limit.hard());
    }
    return limit;
  }

  private static Grammar.Result<Device> parseDevice(String text) {
    Matcher device = DEVICE_PATTERN.matcher(text);
    if (!device.matches() || text.contains("/../")) {
      return Grammar.refused(
          "a device is /host/path[:/path/inside][:permissions], permissions of r, w and m",
          "write something like \"/dev/ttyUSB0:/dev/ttyUSB0:rw\"");
    }
    String inside = device.group(2) == null ? device.group(1) : device.group(2);
    String permissions = device.group(3) == null ? "rwm" : device.group(3);
    return Grammar.read(new Device(device.group(1), inside, permissions));
  }
}
