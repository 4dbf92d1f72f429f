package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.guard.LocalPolicy.Listed;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Judges what loosens a container's confinement. */
final class ConfinementRules {
  private static final Set<String> TIGHTENING =
      Set.of(
          "no-new-privileges",
          "no-new-privileges=true",
          "seccomp=builtin",
          "apparmor=docker-default",
          "apparmor=containers-default",
          "apparmor=runtime/default");

  private final Findings findings;
  private final Keys keys;

  ConfinementRules(Findings findings, Keys keys) {
    this.findings = findings;
    this.keys = keys;
  }

  /** Everything of a {@code HostConfig} that is about rights. */
  void judge(JsonNode host) {
    privileged(host.path("Privileged"));
    for (JsonNode name : keys.list("CapAdd", host.path("CapAdd"))) {
      capability(name.asText());
    }
    for (JsonNode option : keys.list("SecurityOpt", host.path("SecurityOpt"))) {
      securityOption(option.asText());
    }
    devices(host.path("Devices"));
    sysctls(host);
    for (JsonNode group : keys.list("GroupAdd", host.path("GroupAdd"))) {
      listed("GroupAdd", group.asText(), Listed.GROUPS);
    }
    if (!host.path("Runtime").asText("").isEmpty()) {
      listed("Runtime", host.path("Runtime").asText(), Listed.RUNTIMES);
    }
    paths(host, "MaskedPaths");
    paths(host, "ReadonlyPaths");
  }

  private void privileged(JsonNode privileged) {
    boolean is = !privileged.isMissingNode() && !privileged.isNull() && !isFalse(privileged);
    if (is && !findings.policy().privileged()) {
      findings.refuse("Privileged", privileged.asText(), "privileged");
    }
  }

  private static boolean isFalse(JsonNode node) {
    return node.isBoolean() && !node.asBoolean();
  }

  private void listed(String field, String value, Listed sort) {
    if (!findings.policy().allowed(sort).contains(value)) {
      findings.refuse(field, value, sort.key());
    }
  }

  private void capability(String given) {
    String name = given.strip().toUpperCase(Locale.ROOT);
    String bare = name.startsWith("CAP_") ? name.substring("CAP_".length()) : name;
    if (!findings.policy().allowsCapability(bare)) {
      findings.refuse("CapAdd", given, Listed.CAPABILITIES.key());
    }
  }

  private void securityOption(String given) {
    String option = normal(given);
    Set<String> allowed = findings.policy().allowed(Listed.SECURITY_OPTIONS);
    boolean known = TIGHTENING.contains(option) || option.startsWith("mask=");
    if (!known && allowed.stream().map(ConfinementRules::normal).noneMatch(option::equals)) {
      findings.refuse("SecurityOpt", given, Listed.SECURITY_OPTIONS.key());
    }
  }

  /** With one spelling of what stands between name and value. */
  private static String normal(String option) {
    int equals = option.indexOf('=');
    int colon = option.indexOf(':');
    int at = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    return at < 0
        ? option.strip().toLowerCase(Locale.ROOT)
        : option.substring(0, at).strip().toLowerCase(Locale.ROOT)
            + "="
            + option.substring(at + 1).strip();
  }

  private void devices(JsonNode devices) {
    for (JsonNode device : keys.list("Devices", devices)) {
      keys.only("Devices", device, Set.of("PathOnHost", "PathInContainer", "CgroupPermissions"));
      String given = device.path("PathOnHost").asText();
      String real = HostPaths.real(Path.of(given.replace('\0', ' '))).toString();
      Set<String> allowed = findings.policy().allowed(Listed.DEVICES);
      // A listed link stands for what it leads to today.
      if (!allowed.contains(given)
          || (!allowed.contains(real)
              && allowed.stream()
                  .noneMatch(each -> HostPaths.real(Path.of(each)).toString().equals(real)))) {
        findings.refuse("Devices", given, Listed.DEVICES.key());
      }
    }
  }

  private void sysctls(JsonNode host) {
    JsonNode sysctls = host.path("Sysctls");
    boolean onHost = host.path("NetworkMode").asText().equalsIgnoreCase("host");
    sysctls
        .fieldNames()
        .forEachRemaining(name -> {
          String dotted = name.replace('/', '.');
          if (!findings.policy().allowsSysctl(dotted)) {
            findings.refuse("Sysctls", name, Listed.SYSCTLS.key());
          } else if (onHost && dotted.startsWith("net.")) {
            findings.never("Sysctls", "would set the network of the machine itself");
          }
        });
  }

  /** An engine masks paths by itself; a list in its place, even an empty one, shows them. */
  private void paths(JsonNode host, String field) {
    JsonNode paths = host.path(field);
    boolean given = !paths.isMissingNode() && !paths.isNull();
    boolean allowed =
        findings.policy().allowed(Listed.SECURITY_OPTIONS).contains("systempaths=unconfined");
    if (given && !allowed) {
      findings.refuse(field, "given", Listed.SECURITY_OPTIONS.key());
    }
  }
}
