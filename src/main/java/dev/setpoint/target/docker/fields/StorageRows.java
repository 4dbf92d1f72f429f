package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.spelling.Amounts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mounts and files. */
final class StorageRows {
  static final String MOUNTS = "spec.mounts";
  static final String FILES = "spec.files";

  private static final Pattern TMPFS_SIZE = Pattern.compile("(\\d{1,12})([kKmMgG]?)");
  private static final Set<String> TEMPORARY = Set.of("/run", "/tmp", "/var/tmp", "/dev/shm");

  private StorageRows() {}

  static List<Row<DeclaredContainer, LiveContainer>> of(Profile profile) {
    return List.of(
        Row.<DeclaredContainer, LiveContainer>exact(
                MOUNTS,
                REPLACE,
                "mounts",
                declared -> mounts(declared.spec().mounts()),
                StorageRows::liveMounts)
            .inheriting(live -> inheritedMounts(live, profile)),
        Row.exact(FILES, REPLACE, "files", DeclaredFiles::values, StorageRows::liveFiles));
  }

  private static FieldValue mounts(List<Mount> mounts) {
    var entries = new TreeMap<String, FieldValue>();
    mounts.forEach(
        mount -> entries.put(MountPaths.normal(mount.path()), FieldValue.text(words(mount))));
    return FieldValue.entries(entries);
  }

  private static String words(Mount mount) {
    return switch (mount) {
      case Mount.Volume(var volume, _, var readOnly) -> words("volume " + volume, readOnly);
      case Mount.Bind(var source, _, var readOnly) ->
          words("bind " + MountPaths.normal(source), readOnly);
      case Mount.Tmpfs(_, var size, var mode) ->
          tmpfs(
              size == null ? null : Amounts.size(size.longValue()).toString(),
              mode == null ? null : octal(mode));
    };
  }

  private static String words(String what, boolean readOnly) {
    return readOnly ? what + " read-only" : what;
  }

  private static String tmpfs(@Nullable String size, @Nullable String mode) {
    return "tmpfs" + (size == null ? "" : " size=" + size) + (mode == null ? "" : " mode=" + mode);
  }

  private static String octal(String mode) {
    return Integer.toOctalString(Integer.parseInt(mode, 8));
  }

  private static FieldValue liveMounts(LiveContainer live) {
    var entries = new TreeMap<String, FieldValue>();
    for (JsonNode mount : live.inspect().path("Mounts")) {
      if (!mount.path("Type").asText().equals("tmpfs")) {
        entries.put(
            MountPaths.normal(mount.path("Destination").asText()), FieldValue.text(words(mount)));
      }
    }
    liveTmpfs(live)
        .forEach(
            (path, options) -> entries.put(path, FieldValue.text(inTermsOf(live, path, options))));
    return FieldValue.entries(entries);
  }

  private static String words(JsonNode mount) {
    String type = mount.path("Type").asText();
    String source = mount.path(type.equals("volume") ? "Name" : "Source").asText();
    return words(type + " " + MountPaths.normal(source), !mount.path("RW").asBoolean(true));
  }

  /** Size and mode are only compared when they are declared. */
  private static String inTermsOf(LiveContainer live, String path, TmpfsOptions options) {
    String declared = live.declaredEntry(MOUNTS, path).map(FieldValue::toString).orElse("");
    return tmpfs(
        declared.contains(" size=") ? options.size() : null,
        declared.contains(" mode=") ? options.mode() : null);
  }

  /** Size and mode of a memory file system, as they are compared. */
  private record TmpfsOptions(@Nullable String size, @Nullable String mode) {}

  private static Map<String, TmpfsOptions> liveTmpfs(LiveContainer live) {
    var found = new TreeMap<String, TmpfsOptions>();
    for (JsonNode mount : live.host().path("Mounts")) {
      if (mount.path("Type").asText().equals("tmpfs")) {
        JsonNode options = mount.path("TmpfsOptions");
        long size = options.path("SizeBytes").asLong();
        int mode = options.path("Mode").asInt();
        found.put(
            MountPaths.normal(mount.path("Target").asText()),
            new TmpfsOptions(
                Amounts.size(size).toString(), mode == 0 ? null : Integer.toOctalString(mode)));
      }
    }
    LiveContainer.strings(live.host().path("Tmpfs"))
        .forEach((path, options) -> found.put(MountPaths.normal(path), tmpfsOptions(options)));
    return found;
  }

  /** {@code rw,size=16777216,mode=1777}. */
  private static TmpfsOptions tmpfsOptions(String text) {
    String size = null;
    String mode = null;
    for (String option : text.split(",")) {
      if (option.startsWith("size=")) {
        size = size(option.substring(5));
      } else if (option.startsWith("mode=")) {
        mode = octal(option.substring(5));
      }
    }
    return new TmpfsOptions(size, mode);
  }

  /** {@code 16777216}, or with a unit as people give it: {@code 16m}. */
  private static String size(String text) {
    Matcher size = TMPFS_SIZE.matcher(text);
    if (!size.matches()) {
      return text;
    }
    long factor =
        switch (size.group(2)) {
          case "k", "K" -> 1L << 10;
          case "m", "M" -> 1L << 20;
          case "g", "G" -> 1L << 30;
          default -> 1;
        };
    return Amounts.size(Long.parseLong(size.group(1)) * factor).toString();
  }

  private static FieldValue inheritedMounts(LiveContainer live, Profile profile) {
    var paths = new HashSet<String>();
    MountPaths.anonymousVolumes(live.inspect(), live.image()).keySet().forEach(paths::add);
    if (profile.readOnlyTmpfs() && live.host().path("ReadonlyRootfs").asBoolean()) {
      paths.addAll(TEMPORARY);
    }
    var entries = new TreeMap<String, FieldValue>();
    if (liveMounts(live) instanceof FieldValue.Entries(var all)) {
      all.forEach((path, value) -> {
        if (paths.contains(path)) {
          entries.put(path, value);
        }
      });
    }
    return FieldValue.entries(entries);
  }

  /** Podman gives every file to root when it is read: an unknown owner is not drift. */
  private static FieldValue liveFiles(LiveContainer live) {
    if (live.facts().profile().tellsFileOwners()) {
      return FieldValue.entries(live.facts().files());
    }
    var entries = new TreeMap<String, FieldValue>();
    live.facts()
        .files()
        .forEach((path, value) -> {
          String text = value.toString();
          String declared = live.declaredEntry(FILES, path).map(FieldValue::toString).orElse(text);
          String seen = text.substring(0, text.lastIndexOf(' '));
          String owner = declared.substring(declared.lastIndexOf(' '));
          entries.put(path, FieldValue.text(seen + owner));
        });
    return FieldValue.entries(entries);
  }
}
