package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges everything that puts something of the machine into a container's file system. */
final class MountRules {
  /** How engines call volumes; anything else in the place of a name is a path. */
  private static final Pattern VOLUME_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private static final Set<String> MOUNT_KEYS =
      Set.of(
          "Type",
          "Source",
          "Target",
          "ReadOnly",
          "Consistency",
          "BindOptions",
          "VolumeOptions",
          "TmpfsOptions");
  private static final Set<String> BIND_OPTION_KEYS =
      Set.of("Propagation", "NonRecursive", "CreateMountpoint", "ReadOnlyForceRecursive");
  private static final Set<String> VOLUME_OPTION_KEYS =
      Set.of("NoCopy", "Labels", "DriverConfig", "Subpath");
  private static final Set<String> TMPFS_OPTION_KEYS = Set.of("SizeBytes", "Mode");
  private static final Set<String> PROPAGATIONS =
      Set.of("", "private", "rprivate", "slave", "rslave");
  private static final Set<String> BIND_WORDS =
      Set.of("ro", "rw", "z", "Z", "nocopy", "private", "rprivate", "slave", "rslave");
  private static final Set<String> TMPFS_WORDS =
      Set.of(
          "rw",
          "ro",
          "size",
          "mode",
          "uid",
          "gid",
          "noexec",
          "exec",
          "nosuid",
          "nodev",
          "nr_inodes");

  private final Findings findings;
  private final Keys keys;
  private final HostPaths paths;
  private final VolumeRules volumes;
  private final Function<String, JsonNode> volume;

  /**
   * Rules over one body.
   *
   * @param volume an existing volume by its name, or a missing node
   */
  MountRules(Findings findings, Keys keys, HostPaths paths, Function<String, JsonNode> volume) {
    this.findings = findings;
    this.keys = keys;
    this.paths = paths;
    this.volumes = new VolumeRules(findings, paths);
    this.volume = volume;
  }

  /** {@code HostConfig.Mounts}. */
  void mounts(JsonNode mounts) {
    for (JsonNode mount : keys.list("Mounts", mounts)) {
      keys.only("Mounts", mount, MOUNT_KEYS);
      keys.only("Mounts.BindOptions", mount.path("BindOptions"), BIND_OPTION_KEYS);
      keys.only("Mounts.VolumeOptions", mount.path("VolumeOptions"), VOLUME_OPTION_KEYS);
      keys.only("Mounts.TmpfsOptions", mount.path("TmpfsOptions"), TMPFS_OPTION_KEYS);
      switch (mount.path("Type").asText()) {
        case "bind" -> bind(mount);
        case "volume" -> named(mount);
        case "tmpfs" -> nothing("Mounts.Source", mount.path("Source").asText());
        default -> findings.never("Mounts.Type", "is none of bind, volume and tmpfs");
      }
    }
  }

  private void bind(JsonNode mount) {
    String propagation = mount.path("BindOptions").path("Propagation").asText();
    if (!PROPAGATIONS.contains(propagation)) {
      findings.never("Mounts.BindOptions.Propagation", "would carry mounts back to the machine");
    }
    paths.judge(
        "Mounts.Source", mount.path("Source").asText(), mount.path("ReadOnly").asBoolean(false));
  }

  private void named(JsonNode mount) {
    JsonNode options = mount.path("VolumeOptions");
    JsonNode driver = options.path("DriverConfig");
    if (!driver.isMissingNode() && !driver.isNull()) {
      keys.only("Mounts.VolumeOptions.DriverConfig", driver, Set.of("Name", "Options"));
      volumes.judge(
          "Mounts.VolumeOptions.DriverConfig",
          driver.path("Name").asText(),
          driver.path("Options"));
    }
    if (Stream.of(options.path("Subpath").asText().split("/", -1)).anyMatch(".."::equals)) {
      findings.never("Mounts.VolumeOptions.Subpath", "leads out of the volume");
    }
    source("Mounts.Source", mount.path("Source").asText(), mount.path("ReadOnly").asBoolean(false));
  }

  /** {@code HostConfig.Binds}: {@code source:target:options}. */
  void binds(JsonNode binds) {
    for (JsonNode bind : keys.list("Binds", binds)) {
      List<String> parts = Arrays.asList(bind.asText().split(":", -1));
      if (!bind.isTextual() || parts.size() > 3) {
        findings.never("Binds", "is not source:target:options");
        continue;
      }
      List<String> words =
          parts.size() < 3 ? List.of() : Arrays.asList(parts.get(2).split(",", -1));
      words.stream()
          .filter(word -> !BIND_WORDS.contains(word))
          .forEach(word -> findings.never("Binds", "has the option \"%s\"".formatted(word)));
      if (parts.size() > 1) {
        source("Binds", parts.getFirst(), words.contains("ro"));
      }
    }
  }

  /** A volume's name, or a path, whatever the engine would take it for. */
  private void source(String field, String source, boolean readOnly) {
    if (source.isEmpty()) {
      return; // a new volume without a name
    }
    if (!VOLUME_NAME.matcher(source).matches()) {
      paths.judge(field, source, readOnly);
      return;
    }
    JsonNode there = volume.apply(source);
    if (!there.isMissingNode()) {
      volumes.judge("volume " + source, there.path("Driver").asText(), there.path("Options"));
    }
  }

  private void nothing(String field, String source) {
    if (!source.isEmpty()) {
      paths.judge(field, source, false);
    }
  }

  /** {@code HostConfig.Tmpfs}: options by path. */
  void tmpfs(JsonNode tmpfs) {
    tmpfs
        .properties()
        .forEach(entry -> {
          for (String option : entry.getValue().asText().split(",", -1)) {
            String word = option.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!word.isEmpty() && !TMPFS_WORDS.contains(word)) {
              findings.never("Tmpfs", "has the option \"%s\"".formatted(word));
            }
          }
        });
  }

  /** {@code Volumes}: paths for volumes without a name, never with a source. */
  void anonymous(JsonNode paths) {
    paths
        .properties()
        .forEach(entry -> {
          if (entry.getKey().contains(":") || !entry.getValue().isEmpty()) {
            findings.never("Volumes", "is more than a path in the container");
          }
        });
  }
}
