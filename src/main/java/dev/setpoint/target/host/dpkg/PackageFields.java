package dev.setpoint.target.host.dpkg;

import dev.setpoint.manifest.host.PackageSpec;
import dev.setpoint.manifest.host.PackageSpec.Bound;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.host.dpkg.DpkgStatus.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Paths of a package's fields, and what a declaration and dpkg's record say in them. */
final class PackageFields {
  static final String STATE = "spec.state";
  static final String VERSION = "spec.version";
  static final String HOLD = "spec.hold";
  static final String FILES = "spec.files";

  static final String INSTALLED = "installed";
  static final String ABSENT = "absent";
  static final String PURGED = "purged";

  /** What stands for the version of one that shall be the newest. */
  static final String LATEST = "latest";

  static final FieldTable TABLE =
      FieldTable.of(
          List.of(
              new Rule(STATE, Match.EXACT, Remedy.IN_PLACE, "package"),
              new Rule(VERSION, Match.EXACT, Remedy.IN_PLACE, "package"),
              new Rule(HOLD, Match.EXACT, Remedy.IN_PLACE, "package"),
              new Rule(FILES, Match.EXACT, Remedy.IN_PLACE, "content")));

  private PackageFields() {}

  static Fields of(PackageSpec spec) {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(
        STATE,
        FieldValue.text(
            switch (spec.state()) {
              case PRESENT, LATEST -> INSTALLED;
              case ABSENT -> ABSENT;
              case PURGED -> PURGED;
            }));
    if (spec.state() == PackageSpec.State.LATEST) {
      fields.put(VERSION, FieldValue.text(LATEST));
    } else if (!spec.version().isEmpty()) {
      fields.put(VERSION, FieldValue.text(words(spec.version())));
    }
    if (spec.hold() != null) {
      fields.put(HOLD, FieldValue.text(spec.hold()));
    }
    if (spec.verify()) {
      fields.put(FILES, FieldValue.members(List.of()));
    }
    return Fields.of(fields);
  }

  private static String words(List<Bound> bounds) {
    return bounds.stream().map(Bound::toString).collect(Collectors.joining(", "));
  }

  /**
   * What is on record in the terms of a declaration: a version within its bounds is shown as they
   * are written.
   *
   * @param candidate the newest version that the sources offer; empty when nobody needs it
   */
  static Map<String, FieldValue> live(
      PackageSpec spec, Optional<Entry> entry, Optional<String> candidate) {
    var live = new TreeMap<String, FieldValue>();
    live.put(STATE, FieldValue.text(state(spec, entry)));
    entry
        .filter(PackageFields::isInstalled)
        .ifPresent(it -> {
          live.put(VERSION, FieldValue.text(version(spec, it.version(), candidate)));
          live.put(HOLD, FieldValue.text(it.wanted().equals("hold")));
        });
    return live;
  }

  static boolean isInstalled(Entry entry) {
    return entry.state().equals(INSTALLED) && entry.flag().equals("ok");
  }

  /** Whether a package that shall not be there is as far gone as declared. */
  static boolean isGone(PackageSpec spec, Optional<Entry> entry) {
    return Fields.of(live(spec, entry, Optional.empty())).get(STATE).equals(of(spec).get(STATE));
  }

  private static String state(PackageSpec spec, Optional<Entry> entry) {
    if (entry.isEmpty() || entry.get().state().equals("not-installed")) {
      return spec.state() == PackageSpec.State.ABSENT ? ABSENT : PURGED;
    }
    if (isInstalled(entry.get())) {
      return INSTALLED;
    }
    return entry.get().state().equals("config-files") ? ABSENT : entry.get().state();
  }

  private static String version(PackageSpec spec, String version, Optional<String> candidate) {
    if (spec.state() == PackageSpec.State.LATEST) {
      boolean newest =
          candidate
              .filter(it -> DebianVersion.of(it).compareTo(DebianVersion.of(version)) > 0)
              .isEmpty();
      return newest ? LATEST : version;
    }
    return spec.version().stream().allMatch(bound -> holds(bound, version))
        ? words(spec.version())
        : version;
  }

  static boolean holds(Bound bound, String version) {
    int order = DebianVersion.of(version).compareTo(DebianVersion.of(bound.version()));
    return switch (bound.relation()) {
      case "=" -> order == 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
