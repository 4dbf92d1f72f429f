package dev.setpoint.target.docker;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plain reading of the rules, so that these tests need no planner. */
final class Differences {
  private Differences() {}

  static Set<String> of(Fields desired, Fields live, Fields inherited) {
    FieldTable table = new Rows(Profile.DOCKER).table(ResourceKind.CONTAINER);
    var paths = new TreeSet<String>();
    desired
        .byPath()
        .forEach((path, value) -> {
          FieldTable.Match match =
              table.rule(path).map(FieldTable.Rule::match).orElse(FieldTable.Match.EXACT);
          FieldValue there = live.get(path).orElse(null);
          if (!matches(value, there, inherited.get(path).orElse(null), match)) {
            paths.add(path + ": " + value + " found " + there);
          }
        });
    return paths;
  }

  private static boolean matches(
      FieldValue desired,
      @Nullable FieldValue live,
      @Nullable FieldValue inherited,
      FieldTable.Match match) {
    if (live == null || match == FieldTable.Match.EXACT) {
      return desired.equals(live);
    }
    Map<String, String> wanted = parts(desired);
    Map<String, String> found = parts(live);
    Map<String, String> given = inherited == null ? Map.of() : parts(inherited);
    return found.entrySet().containsAll(wanted.entrySet())
        && found.entrySet().stream()
            .filter(entry -> !wanted.containsKey(entry.getKey()))
            .allMatch(
                entry -> match == FieldTable.Match.ALLOW_MORE || given.entrySet().contains(entry));
  }

  private static Map<String, String> parts(FieldValue value) {
    var parts = new TreeMap<String, String>();
    switch (value) {
      case FieldValue.Entries(var entries) -> entries.forEach((k, v) -> parts.put(k, v.toString()));
      case FieldValue.Members(var members) -> members.forEach(member -> parts.put(member, ""));
      case FieldValue.Text _, FieldValue.Hidden _, FieldValue.Items _ ->
          parts.put("", value.toString());
    }
    return parts;
  }
}
